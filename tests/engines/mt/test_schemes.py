"""How models are told their languages is read from their tokens; codes are matched by what they mean."""

from __future__ import annotations

import pytest

from qa_translate.engines.mt.schemes import Place, best_code, check_pair, scheme_of
from qa_translate.errors import LanguageError

NLLB = ["arb_Arab", "arb_Latn", "arz_Arab", "eng_Latn", "fra_Latn", "zho_Hans", "zho_Hant", "pes_Arab", "tur_Latn"]


@pytest.mark.parametrize(
    ("vocabulary", "place", "lang", "token"),
    [
        ([">>ara<<", ">>apc<<", "▁the", "</s>"], Place.BEFORE_TEXT, "ar", ">>ara<<"),
        ([">>cmn_Hans<<", ">>cmn_Hant<<", ">>jpn<<"], Place.BEFORE_TEXT, "zh", ">>cmn_Hans<<"),
        ([*NLLB, "▁a"], Place.FIRST_TOKENS, "ar", "arb_Arab"),
        ([*NLLB, "▁a"], Place.FIRST_TOKENS, "zh", "zho_Hans"),
        ([*NLLB, "▁a"], Place.FIRST_TOKENS, "fa", "pes_Arab"),
        (["__ar__", "__en__", "__zh__", "▁a"], Place.FIRST_TOKENS, "en", "__en__"),
        (["<2ar>", "<2en>", "<2zh_Hant>", "<2zh>"], Place.BEFORE_TEXT, "zh", "<2zh>"),
    ],
)
def test_each_family_shows_by_its_tokens(vocabulary: list[str], place: Place, lang: str, token: str) -> None:
    scheme = scheme_of(vocabulary)
    assert scheme.place is place
    assert scheme.token(lang, "model") == token


def test_a_model_of_one_pair_has_no_tokens_for_languages() -> None:
    assert scheme_of(["▁the", "<unk>", "<2>", "__", "<extra_id_0>"]).place is Place.NOWHERE


def test_a_language_that_the_model_does_not_know_is_named_with_those_it_knows() -> None:
    with pytest.raises(LanguageError, match=r"house: the model does not know the language 'ru'; it knows ar, .*zh"):
        scheme_of(NLLB).token("ru", "house")


@pytest.mark.parametrize(("codes", "best"), [(["ara", "arb"], "ara"), (["arz"], None), (["AR", "en"], "AR")])
def test_dialects_are_languages_of_their_own(codes: list[str], best: str | None) -> None:
    assert best_code("ar", codes) == best


@pytest.mark.parametrize("stated", [("en", "ar"), ("eng", "ara"), (None, None), ("itc", "ara")])
def test_a_model_that_states_the_pair_or_a_group_or_nothing_is_taken(stated: tuple[str | None, str | None]) -> None:
    check_pair(("en", "ar"), stated, "model")


def test_a_model_of_the_other_direction_is_refused() -> None:
    with pytest.raises(LanguageError, match="translates from ar into en, not from en into ar; name a model of"):
        check_pair(("en", "ar"), ("ar", "en"), "model")
