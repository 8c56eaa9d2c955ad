"""An article as long as a book: work and memory grow with its length, not faster.

Run as a program (``python tests/test_long_article.py WORDS``), this file checks one made article of that many words in
a process of its own and prints what it took.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

SHORT, LONG = 12_500, 50_000
"""Words of the translation."""
BOUND_MIB = 900
"""Peak memory for `LONG` words, all that Python and its libraries need included; measured: 420."""

_LETTERS = [
    *(("ب", "b"), ("ت", "t"), ("ج", "j"), ("د", "d"), ("ر", "r"), ("ز", "z"), ("س", "s"), ("ش", "sh"), ("ف", "f")),
    *(("ك", "k"), ("ل", "l"), ("م", "m"), ("ن", "n"), ("ه", "h"), ("ق", "q"), ("ح", "h"), ("خ", "kh"), ("ع", "")),
]
_PLAIN = {
    "قال": "said", "أضاف": "added", "الوزير": "minister", "المدينة": "city", "الحكومة": "government", "اليوم": "today",
    "أمس": "yesterday", "قرية": "village", "الجيش": "army", "النهر": "river", "مستشفى": "hospital", "سكان": "residents",
    "اتفاق": "agreement", "المحادثات": "talks", "بدأت": "began", "انتهت": "ended", "رفض": "refused", "أعلن": "stated",
    "الطريق": "road", "الجسر": "bridge", "المدرسة": "school", "القوات": "forces", "وصل": "arrived", "غادر": "left",
}  # fmt: skip


def made(words: int) -> tuple[str, str, dict[str, str]]:
    """A translation of about `words` words, its source, and which Arabic word stands for which English one.

    Words follow Zipf's law and new names keep coming, as in real texts; sentences quote speakers and state numbers,
    and a few of them are left out, moved, repeated, or say another number or name.
    """
    draw = random.Random(0)
    same = dict(_PLAIN)
    for _ in range(words // 4):
        root = draw.choices(_LETTERS, k=draw.randint(3, 6))
        same.setdefault("".join(a for a, _ in root), "a".join(e for _, e in root) or "ab")
    lexicon = list(same.items())
    sentences = list(_sentences(draw, lexicon, words // 18))
    target = [english for _, english in sentences]
    source = [arabic for arabic, _ in sentences]
    for _ in range(len(target) // 40):
        target.insert(draw.randrange(len(target)), target.pop(draw.randrange(len(target))))
        target.insert(draw.randrange(len(target)), draw.choice(target))
        del target[draw.randrange(len(target))]
    return _paragraphs(target), _paragraphs(source), same


def _sentences(draw: random.Random, lexicon: list[tuple[str, str]], count: int) -> Iterator[tuple[str, str]]:
    for _ in range(count):
        words = [_zipf(draw, lexicon) for _ in range(draw.randint(8, 16))]
        number, other = draw.randint(3, 9000), draw.random() < 0.02
        (first, one), (last, two) = _zipf(draw, lexicon), _zipf(draw, lexicon)
        arabic = " ".join(a for a, _ in words)
        english = " ".join(e for _, e in words)
        said = number + 7 if other else number
        yield draw.choice(
            [
                (
                    f"قال {first} {last}: «{arabic}» في {number} يوما.",
                    f"{one.title()} {two.title()} said: “{english}” in {said} days.",
                ),
                (
                    f"وأضاف {first} لوكالة {last} أن {arabic} نحو {number}.",
                    f"{one.title()} told {two.title()} that {english} about {said}.",
                ),
                (f"{arabic} {first} ولم {last} {number}.", f"The {english} {one} and {two} {said}."),
            ]
        )


def _zipf(draw: random.Random, lexicon: list[tuple[str, str]]) -> tuple[str, str]:
    return lexicon[int(len(lexicon) ** draw.random()) - 1]


def _paragraphs(sentences: list[str]) -> str:
    return "\n\n".join(" ".join(sentences[k : k + 4]) for k in range(0, len(sentences), 4))


def _measure(words: int) -> dict[str, float]:
    """Check one article of `words` words with stand-ins for the engines."""
    from qa_translate.article import Article
    from qa_translate.engines.recorded import FlatParser, HashEncoder
    from qa_translate.pipeline import Tools, check_article

    translation, source, same = made(words)
    tools = Tools(HashEncoder(same), {"en": FlatParser()})
    check_article(Article(translation[:3000], source[:3000], id="warm"), tools)
    before, started = _peak(), time.process_time()
    # A back-translation that breaks off: texts of very different length are the harder case.
    report = check_article(Article(translation, source, source[: len(source) // 5], id="long"), tools)
    failed = [s.reason for s in report.skipped if "failed" in s.reason]
    assert not failed, failed
    return {
        "words": len(translation.split()),
        "findings": len(report.findings),
        "before": before,
        "peak": _peak(),
        "cpu": time.process_time() - started,
    }


def _peak() -> float:
    """Largest memory of this program so far, MiB."""
    status = Path("/proc/self/status")
    if status.exists():  # On Linux `ru_maxrss` outlives `exec`: it would tell what the whole test run took before.
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


@pytest.fixture(scope="module")
def taken() -> dict[int, dict[str, float]]:
    """What a short and a long article took, each in a process of its own."""
    one_thread = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    running = {
        words: subprocess.Popen(
            [sys.executable, __file__, str(words)], stdout=subprocess.PIPE, text=True, env=one_thread
        )
        for words in (SHORT, LONG)
    }
    found = {words: process.communicate(timeout=300)[0] for words, process in running.items()}
    assert all(process.returncode == 0 for process in running.values())
    return {words: json.loads(printed) for words, printed in found.items()}


def test_a_long_article_is_checked_to_its_end(taken: dict[int, dict[str, float]]) -> None:
    assert taken[LONG]["words"] > 0.9 * LONG
    assert taken[LONG]["findings"] > 2.5 * taken[SHORT]["findings"]


def test_memory_grows_with_the_text_and_stays_bounded(taken: dict[int, dict[str, float]]) -> None:
    short, long = (taken[n]["peak"] - taken[n]["before"] for n in (SHORT, LONG))
    assert long <= 1.3 * LONG / SHORT * max(short, 10.0)
    assert taken[LONG]["peak"] < BOUND_MIB


def test_work_grows_with_the_text(taken: dict[int, dict[str, float]]) -> None:
    """Four times the words may take six times as long; what compares everything with everything takes sixteen."""
    assert taken[LONG]["cpu"] <= 1.5 * LONG / SHORT * taken[SHORT]["cpu"]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_measure(int(sys.argv[1]))))
