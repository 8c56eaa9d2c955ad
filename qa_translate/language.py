"""Which language and which script a text is in: by script, then by function words and telling letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

import regex  # type: ignore[import-untyped]

from qa_translate.langcode import scripts_of_code
from qa_translate.vocabulary import Vocabulary

_SAMPLE = 20_000
"""Code points that are looked at: more would not change the answer."""

_LETTERS = re.compile(r"[^\W\d_]+")
_SCRIPTS = {
    "Latin": r"\p{Latin}", "Arabic": r"[\p{Arabic}&&\p{L}]", "Cyrillic": r"\p{Cyrillic}", "Hebrew": r"\p{Hebrew}",
    "Greek": r"\p{Greek}", "Han": r"\p{Han}", "Kana": r"[\p{Hiragana}\p{Katakana}]", "Hangul": r"\p{Hangul}",
    "Thai": r"\p{Thai}", "Devanagari": r"\p{Devanagari}", "Bengali": r"\p{Bengali}", "Tamil": r"\p{Tamil}",
    "Armenian": r"\p{Armenian}", "Georgian": r"\p{Georgian}", "Ethiopic": r"\p{Ethiopic}",
}  # fmt: skip
_BY_CODE = {
    "Latn": "Latin", "Arab": "Arabic", "Cyrl": "Cyrillic", "Hebr": "Hebrew", "Grek": "Greek", "Thai": "Thai",
    "Deva": "Devanagari", "Beng": "Bengali", "Taml": "Tamil", "Armn": "Armenian", "Geor": "Georgian",
    "Ethi": "Ethiopic",
}  # fmt: skip
"""Scripts by their ISO 15924 codes, but those that share texts with others."""

_KANA_SHARE = 0.1
_MAIN_SCRIPT = 0.5
_ENOUGH = 0.06
"""Share of a text's words that must be a language's function words; running text has 0.2 to 0.5."""
_LETTER_WEIGHT = 0.5
_CLEAR = 1.15
"""How many times the runner-up's score the winner needs."""


def share_of_script(text: str, script: str) -> float:
    """The share of the letters of `text` that belong to `script` (``Arabic``, ``Latin``, ...), 0 where it has none.

    Raises:
        KeyError: `script` is not one of those known here.
    """
    wanted = sum(map(len, _runs(script).findall(text)))
    letters = sum(map(len, _LETTERS.findall(text))) if wanted else 0
    return min(1.0, wanted / letters) if letters else 0.0


def script_of(text: str) -> str | None:
    """The script of most letters of `text`; None where there are no letters or none has a majority."""
    shares = {script: share_of_script(text[:_SAMPLE], script) for script in _SCRIPTS}
    if shares["Kana"] >= _KANA_SHARE:
        return "Kana"
    script = max(shares, key=lambda name: shares[name])
    return script if shares[script] > _MAIN_SCRIPT else None


def script_of_language(lang: str) -> str | None:
    """The script that `lang` is usually written in, None for languages not known here."""
    known = _languages().get(lang)
    return known.script if known else None


def sole_script(lang: str) -> str | None:
    """The only script that `lang` is written in, of a language without data here as well; None where not known."""
    script = script_of_language(lang)
    if script is None:
        codes = scripts_of_code(lang)
        script = _BY_CODE.get(next(iter(codes))) if len(codes) == 1 else None
    return script


def detect(text: str, candidates: Collection[str] | None = None) -> str | None:
    """The language of `text`.

    Args:
        text: running text; a sentence is enough, a name is not.
        candidates: ISO 639-1 codes to choose from; None or empty: all those known here.

    Returns:
        ISO 639-1 code, or None where the evidence is too thin. Where only one candidate is written in the text's
        script, the script decides.
    """
    sample = text[:_SAMPLE]
    script = script_of(sample)
    if script is None:
        return None
    known = _languages()
    fitting = [
        lang for lang, facts in known.items() if facts.script == script and (not candidates or lang in candidates)
    ]
    if not fitting:
        return None
    if len(fitting) == 1:
        return fitting[0]
    scores = _scores(sample, {lang: known[lang] for lang in fitting})
    (best, score), (_, second) = sorted(scores.items(), key=lambda pair: -pair[1])[:2]
    return best if score >= _ENOUGH and score >= _CLEAR * second else None


@dataclass(frozen=True, slots=True)
class _Language:
    script: str
    words: frozenset[str]
    letters: frozenset[str]


@cache
def _languages() -> dict[str, _Language]:
    table = Vocabulary().topic("mul", "languages") or {}
    return {
        lang: _Language(facts["script"], frozenset(facts.get("words", ())), frozenset(facts.get("letters", "")))
        for lang, facts in table.items()
    }


@cache
def _runs(script: str) -> regex.Pattern[str]:
    return regex.compile(f"{_SCRIPTS[script]}+", regex.V1)


def _scores(sample: str, languages: dict[str, _Language]) -> dict[str, float]:
    """Share of function words (each divided among the languages that have it) plus weighted share of letters."""
    words = Counter(_LETTERS.findall(sample.lower()))
    letters = Counter(sample.lower())
    total, characters = max(1, words.total()), max(1, letters.total())
    word_owners = Counter(w for facts in languages.values() for w in facts.words)
    letter_owners = Counter(c for facts in languages.values() for c in facts.letters)
    scores: dict[str, float] = {}
    for lang, facts in languages.items():
        hits = [words[w] / word_owners[w] for w in facts.words if w in words]
        telling = sum(letters[c] / letter_owners[c] for c in facts.letters if c in letters)
        # One small word alone proves nothing: "a" is a word of eight languages.
        enough = len(hits) > 1 or telling
        scores[lang] = sum(hits) / total + _LETTER_WEIGHT * telling / characters if enough else 0.0
    return scores
