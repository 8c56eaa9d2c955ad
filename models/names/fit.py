"""Fit the table of Arabic and Latin letter pairs (``qa_translate/checks/data/ar/romanisation.toml``).

    python models/names/fit.py DATA qa_translate/checks/data/ar/romanisation.toml

DATA holds ``names/google_ar2en.txt`` (Apache-2.0), ``ne_lexicon_hkiri/pairs.tsv`` (CC BY 4.0) and
``geonames/cities5000_arabic_script.tsv`` (CC BY 4.0). A name pair is cut into pairs of 0 to 2 Arabic and 0 to 3 Latin
letters; expectation maximisation finds how often each pair of letters is used. Its evidence is
log p(arabic, latin) - log p(arabic) - log p(latin), the last two from letter frequencies. The logistic scale is fitted
on held-out name pairs against the nearest of eight wrong names each. No names are written, only the fitted figures.
"""

from __future__ import annotations

import argparse
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from qa_translate.romanise import Romaniser, fold_arabic, fold_latin

SHAPES = [(1, 0), (2, 0), (0, 1), (1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3), (0, 2)]
ROUNDS = 8
MISPRINT = -7.0
KEPT = 4.0  # expected uses below which a pair of letters is dropped
Pair = tuple[str, str]

# How Arabic names are romanised by rule (English and French habits). The lists hold mostly foreign names, where some
# letters are rare: these spellings are given at least the evidence below, alone, doubled and with a short vowel.
STANDARD = {
    "ب": "b", "ت": "t", "ث": "th s", "ج": "j g dj", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh th z d", "ر": "r",
    "ز": "z s", "س": "s c", "ش": "sh ch", "ص": "s c", "ض": "d dh", "ط": "t", "ظ": "z dh th", "غ": "gh g", "ف": "f",
    "ق": "q k g", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w ou", "ي": "y", "ع": "a i o u e aa",
    "تش": "ch tch q zh", "كس": "x", "شي": "xi",
}  # fmt: skip
ALONE, DOUBLED, VOWELLED = 1.5, 1.2, 1.2


def google(data: Path) -> Iterator[Pair]:
    """Single names from Wikipedia."""
    for line in (data / "names/google_ar2en.txt").read_text(encoding="utf-8").splitlines():
        arabic, latin = line.split("\t")[:2]
        yield arabic, latin


def persons(data: Path) -> Iterator[Pair]:
    """Names of persons, word by word where both sides have as many words."""
    titles = {"السيد", "السيدة", "الدكتور", "الرئيس"}
    for line in (data / "ne_lexicon_hkiri/pairs.tsv").read_text(encoding="utf-8").splitlines():
        kind, _, arabic, latin = line.split("\t")[:4]
        left = [w for w in arabic.split() if w not in titles]
        right = [w for w in latin.split() if w.rstrip(".") not in {"Mr", "Mrs", "Ms", "Dr", "President"}]
        if kind == "PERS" and len(left) == len(right):
            yield from zip(left, right, strict=True)


def cities(data: Path) -> Iterator[Pair]:
    """One-word cities with each of their names in Arabic script."""
    for line in (data / "geonames/cities5000_arabic_script.tsv").read_text(encoding="utf-8").splitlines():
        _, latin, _, _, names = line.split("\t")[:5]
        for arabic in names.split(";"):
            if " " not in latin.strip() and " " not in arabic.strip():
                yield arabic.strip(), latin


def folded(pairs: Iterator[Pair]) -> list[Pair]:
    """Distinct pairs of two letters and more, without the article of either side."""
    seen = set()
    for arabic, latin in pairs:
        left, right = fold_arabic(arabic), fold_latin(latin)
        if left.startswith("ال") and right[:2] in {"al", "el"}:
            left, right = left[2:], right[2:]
        if 2 <= len(left) <= 12 and 2 <= len(right) <= 14:
            seen.add((left, right))
    return sorted(seen)


def letters_apart(pairs: list[Pair]) -> tuple[dict[str, float], dict[str, float]]:
    """Frequencies of the letters of each side."""
    found = []
    for side in (0, 1):
        count = Counter(c for p in pairs for c in p[side])
        total = sum(count.values())
        found.append({c: n / total for c, n in count.items()})
    return found[0], found[1]


def start(pairs: list[Pair]) -> dict[Pair, float]:
    """Uses of each pair of letters when letters are paired by their place in the word."""
    count: dict[Pair, float] = defaultdict(float)
    for left, right in pairs:
        for i in range(len(left)):
            near = round(i * len(right) / len(left))
            for a, b in SHAPES:
                for j in (near - 1, near, near + 1):
                    if j >= 0 and i + a <= len(left) and j + b <= len(right):
                        count[left[i : i + a], right[j : j + b]] += 0.1 if a + b > 2 else 1.0
    total = sum(count.values())
    return {k: v / total for k, v in count.items()}


def expect(pair: Pair, p: dict[Pair, float], into: dict[Pair, float]) -> float:
    """Add the expected uses of letter pairs in one name pair; its log probability."""
    left, right = pair
    n, m = len(left), len(right)
    steps = [
        (i, j, i + a, j + b, p[left[i : i + a], right[j : j + b]])
        for i in range(n + 1)
        for j in range(m + 1)
        for a, b in SHAPES
        if i + a <= n and j + b <= m and (left[i : i + a], right[j : j + b]) in p
    ]
    forward: dict[Pair | tuple[int, int], float] = defaultdict(float, {(0, 0): 1.0})
    for i, j, k, h, q in steps:
        forward[k, h] += forward[i, j] * q
    total = forward[n, m]
    if total <= 0:
        return -100.0
    backward: dict[tuple[int, int], float] = defaultdict(float, {(n, m): 1.0})
    for i, j, k, h, q in reversed(steps):
        backward[i, j] += q * backward[k, h]
    for i, j, k, h, q in steps:
        into[left[i:k], right[j:h]] += forward[i, j] * q * backward[k, h] / total
    return math.log(total)


def fit(pairs: list[Pair]) -> dict[Pair, float]:
    """Probabilities of letter pairs; name pairs that stay improbable are left out after the first rounds."""
    p = start(pairs)
    for k in range(ROUNDS):
        into: dict[Pair, float] = defaultdict(float)
        fits = [(expect(q, p, into) / (len(q[0]) + len(q[1])), q) for q in pairs]
        total = sum(v for v in into.values() if v >= KEPT)
        p = {q: v / total for q, v in into.items() if v >= KEPT}
        print(f"round {k}: {len(p)} letter pairs, {sum(f for f, _ in fits) / len(fits):.4f} a letter")
        if k in (2, 4):
            fits.sort(reverse=True)
            pairs = [q for _, q in fits[: int(len(fits) * 0.93)]]
    return p


def evidence(p: dict[Pair, float], pairs: list[Pair]) -> dict[str, dict[str, float]]:
    """Log ratio of each letter pair against chance, by Arabic then Latin letters."""
    arabic, latin = letters_apart(pairs)
    table: dict[str, dict[str, float]] = defaultdict(dict)
    for (a, e), q in sorted(p.items()):
        chance = math.prod(arabic[c] for c in a) * math.prod(latin[c] for c in e)
        table[a][e] = round(math.log(q / chance), 2)
    for a, e, least in by_rule():
        table[a][e] = max(table[a].get(e, least), least)
    # A letter that no pair of the lists leaves unmatched may still be a misprint of one name.
    for a in arabic:
        table[a].setdefault("", MISPRINT)
    for e in latin:
        table[""].setdefault(e, MISPRINT)
    return dict(table)


def by_rule() -> Iterator[tuple[str, str, float]]:
    """Spellings by rule with the least evidence of each."""
    for a, spellings in STANDARD.items():
        for e in spellings.split():
            yield a, e, ALONE
            if a in "عو":
                continue
            if len(e) == 1:
                yield a, e + e, DOUBLED
            for vowel in "aeiou":
                yield a, e + vowel, VOWELLED
                if len(e) == 1:
                    yield a, e + e + vowel, VOWELLED - 0.3


def logistic(xs: list[float], ys: list[int]) -> tuple[float, float]:
    """Slope and intercept by Newton's method, classes weighted equally."""
    slope, bias, up = 1.0, 0.0, sum(ys)
    weight = {1: 0.5 / up, 0: 0.5 / (len(ys) - up)}
    for _ in range(40):
        g0 = g1 = h00 = h01 = h11 = 0.0
        for x, y in zip(xs, ys, strict=True):
            q = 1 / (1 + math.exp(-max(-30.0, min(30.0, slope * x + bias))))
            w = weight[y]
            g0, g1 = g0 + w * (y - q), g1 + w * (y - q) * x
            v = w * q * (1 - q) + 1e-9
            h00, h01, h11 = h00 + v, h01 + v * x, h11 + v * x * x
        d = h00 * h11 - h01 * h01
        bias += (h11 * g0 - h01 * g1) / d
        slope += (h00 * g1 - h01 * g0) / d
    return slope, bias


def scale(romaniser: Romaniser, held: list[Pair]) -> tuple[float, float]:
    """Fit the logistic scale on held-out pairs and print what it tells apart."""
    random.seed(1)
    names = [e for _, e in held]
    good = [romaniser.evidence(e, a) for a, e in held]
    bad = [max(romaniser.evidence(x, a) for x in random.sample(names, 8) if x != e) for a, e in held]
    slope, bias = logistic(good + bad, [1] * len(good) + [0] * len(bad))
    for cut in (0.3, 0.5, 0.7, 0.9):
        at = (math.log(cut / (1 - cut)) - bias) / slope
        kept, passed = (sum(x >= at for x in side) / len(side) for side in (good, bad))
        print(f"at {cut}: {kept:.3f} of the names kept, {passed:.3f} of the nearest of 8 wrong ones pass")
    return slope, bias


def write(path: Path, table: dict[str, dict[str, float]], slope: float, bias: float, n: int) -> None:
    """The fitted figures as TOML."""
    lines = [
        "# Evidence that Arabic and Latin letters stand for each other in names: log of how much oftener the pair is",
        f"# seen than by chance. Fitted by models/names/fit.py on {n} pairs; models/names/README.md says from where.",
        '# "" is no letter at all.',
        "",
        "[scale]",
        f"slope = {slope:.3f}",
        f"intercept = {bias:.3f}",
        "",
        "[pairs]",
    ]
    for arabic, row in sorted(table.items()):
        lines.append(f'"{arabic}" = {{ ' + ", ".join(f'"{e}" = {v}' for e, v in sorted(row.items())) + " }")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Read the lists, fit, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("table", type=Path)
    args = parser.parse_args()
    random.seed(0)
    every = folded(google(args.data)) + folded(persons(args.data))
    every = sorted({*every, *random.sample(folded(cities(args.data)), 12000)})
    random.shuffle(every)
    held, pairs = every[:3000], every[3000:33000]
    table = evidence(fit(pairs), pairs)
    slope, bias = scale(Romaniser(table, 1.0, 0.0), held)
    write(args.table, table, slope, bias, len(pairs))


if __name__ == "__main__":
    main()
