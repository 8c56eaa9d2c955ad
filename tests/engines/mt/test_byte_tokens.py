"""A chat's tokens are placed on its answer; where they do not spell it there are none."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from qa_translate.article import ScoredSpan, Span
from qa_translate.engines.mt.byte_tokens import scored_spans


def listed(*tokens: str | Sequence[int], with_bytes: bool = True) -> list[dict[str, object]]:
    """Tokens as a server lists them, each half as likely as the one before."""
    found: list[dict[str, object]] = []
    for k, token in enumerate(tokens, start=1):
        spelled = token.encode() if isinstance(token, str) else bytes(token)
        entry: dict[str, object] = {"token": spelled.decode("utf-8", "replace"), "logprob": -k / 2}
        found.append(entry | {"bytes": list(spelled)} if with_bytes else entry)
    return found


def words(text: str, spans: Sequence[ScoredSpan]) -> list[tuple[str, float]]:
    return [(scored.span.of(text), scored.log_prob) for scored in spans]


def whole(text: str) -> Span:
    return Span(0, len(text))


@pytest.mark.parametrize("with_bytes", [True, False])
def test_tokens_stand_where_they_are_written_without_white_space(with_bytes: bool) -> None:
    text = "قال إنه  غادر."
    found = scored_spans(text, listed("قال", " إن", "ه", "  ", "غادر", ".", with_bytes=with_bytes), whole(text))
    assert words(text, found) == [("قال", -0.5), ("إن", -1.0), ("ه", -1.5), ("غادر", -2.5), (".", -3.0)]


def test_tokens_of_one_character_are_joined() -> None:
    text = "a🙂b"
    first, second = "🙂".encode()[:1], "🙂".encode()[1:]
    assert words(text, scored_spans(text, listed("a", first, second, "b"), whole(text))) == [
        ("a", -0.5),
        ("🙂", -2.5),
        ("b", -2.0),
    ]


def test_spans_are_counted_from_the_part_that_is_kept() -> None:
    written = "<text>نعم نعم</text>"
    inside = Span(6, 13)
    found = scored_spans(written, listed("<text", ">نعم", " نعم<", "/text>"), inside)
    assert words(inside.of(written), found) == [("نعم", -1.0), ("نعم", -1.5)]


def test_special_tokens_after_the_end_are_left_out() -> None:
    assert words("نعم", scored_spans("نعم", listed("نعم", "<|im_end|>"), Span(0, 3))) == [("نعم", -0.5)]


def test_a_probability_above_one_is_one() -> None:
    assert scored_spans("a", [{"token": "a", "logprob": 1e-9}], Span(0, 1)) == (ScoredSpan(Span(0, 1), 0.0),)


@pytest.mark.parametrize(
    "tokens",
    [
        None,
        {},
        [],
        "نعم",
        listed("نع"),
        listed("نعمم"),
        listed("لا"),
        listed("ن", "عم"[:1]),
        listed(*(bytes([byte]) for byte in "نعم".encode()), with_bytes=False),
        [None],
        [{"token": "نعم"}],
        [{"token": "نعم", "logprob": None}],
        [{"token": "نعم", "logprob": "-1"}],
        [{"token": "نعم", "logprob": float("nan")}],
        [{"token": "نعم", "logprob": float("-inf")}],
        [{"token": "نعم", "logprob": -1, "bytes": [999]}],
        [{"token": "نعم", "logprob": -1, "bytes": ["a"]}],
        [{"token": None, "logprob": -1}],
    ],
)
def test_tokens_that_do_not_spell_the_answer_give_nothing(tokens: object) -> None:
    assert scored_spans("نعم", tokens, Span(0, 3)) == ()
