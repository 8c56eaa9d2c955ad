"""Whether the texts of an article are what they are said to be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from qa_translate.article import Article, Side
from qa_translate.errors import InputError
from qa_translate.language import detect, script_of_language, share_of_script, sole_script
from qa_translate.messages import language_name as english_name
from qa_translate.tokens import words

_UNUSABLE = re.compile("[\0\ud800-\udfff]")
_ANY = "und"
"""Language of a text whose language does not matter: it has no elisions, which make two words of one."""

_FEW_WORDS = 3
_MANY_WORDS = 40
"""Words from which the detected language is trusted against what the user says, within one script."""
_SAMPLE = 20_000
_FOREIGN = 0.5
_GARBLED = 0.5
_NAMES = {
    "ar": "Arabic",
    "en": "English",
    "fr": "French",
    "es": "Spanish",
    "de": "German",
    "tr": "Turkish",
    "ru": "Russian",
}


def validate(
    article: Article, places: Mapping[Side, str] | None = None, stated: Mapping[Side, str] | None = None
) -> None:
    """Raise where a text of `article` cannot be what it is said to be.

    Args:
        article: the article.
        places: how messages name each text: its file; None: the article's id.
        stated: where the file itself states a text's language: the attribute in which it does, for remedies.

    Raises:
        InputError: a text is empty, without words, wrongly decoded, or in another language than stated.
    """
    given = {
        Side.TRANSLATION: (article.translation, article.target_lang),
        Side.SOURCE: (article.source, article.source_lang),
        Side.BACK: (article.back_translation, None),
    }
    for side, (text, lang) in given.items():
        if text is None:
            continue
        where = (places or {}).get(side, article.id)
        what = side.label
        check_text(text, where, f"the {what} ")
        if lang is not None:
            option = "--target-lang" if side is Side.TRANSLATION else "--source-lang"
            _check_language(text, lang, side, where, (stated or {}).get(side, option))
    if article.back_translation is not None:
        _check_back(article, (places or {}).get(Side.BACK, article.id))


def check_text(text: str, where: str, subject: str = "") -> None:
    """Raise where `text` is empty or no text at all.

    Args:
        text: as read.
        where: how messages name its place.
        subject: who is meant, with a trailing space (``the source ``); "" where the place says so.

    Raises:
        InputError: see above.
    """
    if not text or text.isspace():
        kind = "is empty" if not text else "holds only white space"
        raise InputError(f"{subject}{kind}", where=where, remedy="give a text with words in it")
    bad = _UNUSABLE.search(text)
    if bad:
        kind = "a NUL" if bad.group() == "\0" else f"a lone surrogate (U+{ord(bad.group()):04X})"
        raise InputError(f"{subject}holds {kind} at character {bad.start()}", where=where, remedy="remove it")
    if not any(_words(text)):
        raise InputError(f"{subject}holds no words", where=where, remedy="give a text with words in it")
    if _misdecoded(text[:_SAMPLE]):
        raise InputError(
            f"{subject}looks like Arabic read in the wrong encoding ({_excerpt(text)})",
            where=where,
            remedy="save the original as UTF-8 again",
        )


def _words(text: str) -> Iterator[str]:
    """The words of `text` that have a letter, as the checks will see them, whatever the language."""
    for span in words(text, _ANY):
        word = span.of(text)
        if any(map(str.isalpha, word)):
            yield word


def _count(text: str) -> int:
    return sum(1 for _ in _words(text))


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _excerpt(text: str) -> str:
    return " ".join(text[:60].split())[:24]


def _misdecoded(sample: str) -> bool:
    """Whether reading the text's bytes as UTF-8 makes Arabic of it, or half of it is replacement characters."""
    letters = _letters(sample)
    if sample.count("\ufffd") > 0.05 * len(sample):
        return True
    if sample.isascii():
        return False
    for wrong in ("cp1252", "latin-1", "cp1256"):
        right = sample.encode(wrong, "ignore").decode("utf-8", "ignore")
        if share_of_script(right, "Arabic") > _GARBLED and _letters(right) > letters / 4:
            return True
    return False


def _check_language(text: str, lang: str, side: Side, where: str, option: str) -> None:
    sample = text[:_SAMPLE]
    count = _count(sample)
    if count < _FEW_WORDS:
        return
    found = _other_language(sample, lang, count)
    if found is None:
        return
    remedy = f"give the {side.value} in {language_name(lang)}"
    if found:
        message = f"the {side.value} is {language_name(found)}, not {language_name(lang)}"
        raise InputError(message, where=where, remedy=f"{remedy}, or say {option} {found}")
    raise InputError(
        f"the {side.value} is not {language_name(lang)}", where=where, remedy=f"{remedy}, or correct {option}"
    )


def _other_language(sample: str, lang: str, count: int) -> str | None:
    """The language that a text is in instead of `lang`: None where it may be `lang`, "" where it is unknown."""
    script = sole_script(lang)
    if script is None:
        return None
    found = detect(sample)
    if share_of_script(sample, script) < 1 - _FOREIGN:
        return found or ""
    if script_of_language(lang) is None:
        return None  # nothing is known of its words, so that those of its neighbours prove nothing
    return found if found not in (None, lang) and count >= _MANY_WORDS else None


def _check_back(article: Article, where: str) -> None:
    """The back-translation is in one of the two languages."""
    known = (article.source_lang, article.target_lang)
    text = (article.back_translation or "")[:_SAMPLE]
    if article.back_lang is None and _count(text) < _MANY_WORDS:
        return
    found = article.back_lang or detect(text)
    if article.back_lang is not None and found not in known:
        message = (
            f"the back-translation is said to be {language_name(article.back_lang)}, neither of the article's languages"
        )
        raise InputError(message, where=where, remedy="name the language of the source or of the translation")
    if found is not None and found not in known and script_of_language(known[0]) and script_of_language(known[1]):
        raise InputError(
            f"the back-translation is {language_name(found)}, neither {' nor '.join(map(language_name, known))}",
            where=where,
            remedy="put the translation back into the source's language",
        )


def language_name(lang: str) -> str:
    """How messages name a language: in English, or by its code."""
    return _NAMES.get(lang) or english_name(lang) or lang
