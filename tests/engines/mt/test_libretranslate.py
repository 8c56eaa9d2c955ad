"""LibreTranslate: a batch in one call, the service's own codes, one by one where it cannot take a batch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from qa_translate.engine_settings import EngineSettings, parse_engine
from qa_translate.engines.mt.libretranslate import LibreTranslateEngine
from qa_translate.engines.mt.pace import Clock
from qa_translate.errors import EngineError, LanguageError, ModelError, SegmentError, UsageError
from qa_translate.ports import Engine, Rendering, Unit

from .failures import LASTING, PASSING
from .scripted_server import FakeTime, Request, ScriptedServer, Step

LANGUAGES = [
    {"code": "en", "name": "English", "targets": ["ar", "en", "zh-Hans", "zh-Hant"]},
    {"code": "ar", "name": "Arabic", "targets": ["ar", "en"]},
    {"code": "zh-Hans", "name": "Chinese", "targets": ["en"]},
]
SEGMENTS = ["He left.", "“No,” she said.", "7 houses"]


def rendered(request: Request) -> dict[str, list[str]]:
    return {"translatedText": [f" <{request.body['target']}> {text}\n" for text in request.body["q"]]}


FINE = Step(200, rendered)
ONE_TOO_FEW = Step(200, lambda request: {"translatedText": rendered(request)["translatedText"][1:]})
EXPECTED = [Rendering(f"<ar> {segment}") for segment in SEGMENTS]


@pytest.fixture
def settings(server: ScriptedServer, timeout: float) -> EngineSettings:
    server.by_path["/languages"] = Step(200, LANGUAGES)
    server.by_path["/spec"] = Step(404)
    return EngineSettings("libretranslate", url=server.url, timeout=timeout, retries=2)


@pytest.fixture
def engine(settings: EngineSettings, clock: Clock) -> LibreTranslateEngine:
    return LibreTranslateEngine(settings, clock=replace(clock, monotonic=Clock().monotonic))


def calls(server: ScriptedServer) -> list[Request]:
    """What was asked to be translated."""
    return [request for request in server.requests if request.path == "/translate"]


def test_a_batch_is_one_call(server: ScriptedServer, engine: LibreTranslateEngine) -> None:
    server.steps = [FINE, FINE]
    port: Engine = engine
    assert port.translate(SEGMENTS, "en", "ar") == EXPECTED
    assert port.translate(["Yes."], "en", "ar") == [Rendering("<ar> Yes.")]
    assert calls(server)[0].body == {"q": SEGMENTS, "source": "en", "target": "ar", "format": "text"}
    assert [request.path for request in server.requests] == ["/languages", "/translate", "/translate"]


def test_no_segments_are_no_call(server: ScriptedServer, engine: LibreTranslateEngine) -> None:
    assert engine.translate([], "en", "ar") == []
    assert server.requests == []


def test_unit_batch_and_length_have_usual_sizes_and_can_be_set(engine: LibreTranslateEngine) -> None:
    assert (engine.unit, engine.batch_size) == (Unit.PARAGRAPH, 16)
    assert engine.fits("x" * 2_000, "en", "ar")
    assert not engine.fits("x" * 2_001, "en", "ar")
    small = LibreTranslateEngine(EngineSettings("libretranslate", url="http://localhost", batch_size=3, max_chars=9))
    assert (small.batch_size, small.fits("x" * 9, "en", "ar"), small.fits("x" * 10, "en", "ar")) == (3, True, False)


@pytest.mark.parametrize("name", PASSING)
def test_a_failure_that_may_pass_is_tried_again(
    server: ScriptedServer, engine: LibreTranslateEngine, time: FakeTime, name: str
) -> None:
    server.steps = [PASSING[name][0], PASSING[name][0], FINE]
    assert engine.translate(SEGMENTS, "en", "ar") == EXPECTED
    assert time.waits == [1, 2]


@pytest.mark.parametrize("name", PASSING)
def test_a_failure_that_does_not_pass_fails_the_batch(
    server: ScriptedServer, engine: LibreTranslateEngine, name: str
) -> None:
    server.always, says = PASSING[name]
    with pytest.raises(EngineError, match=f"^{server.host}: {says}.* \\(3 tries\\); run again later"):
        engine.translate(SEGMENTS, "en", "ar")
    assert len(calls(server)) == 3
    server.always = FINE
    assert engine.translate(SEGMENTS, "en", "ar") == EXPECTED


@pytest.mark.parametrize("name", [name for name in LASTING if name != "400"])
def test_a_refusal_ends_the_work_at_once(server: ScriptedServer, engine: LibreTranslateEngine, name: str) -> None:
    server.always, says = LASTING[name]
    with pytest.raises(ModelError, match=f"^{server.host}: {says}"):
        engine.translate(SEGMENTS, "en", "ar")
    assert len(calls(server)) == 1


def test_a_segment_that_the_service_will_not_take_is_found_among_the_others(
    server: ScriptedServer, engine: LibreTranslateEngine
) -> None:
    server.always = Step(400, {"error": "cannot tokenize input"})
    with pytest.raises(SegmentError, match=r"HTTP 400 \(cannot tokenize input\); use another engine for this article"):
        engine.translate(SEGMENTS[:1], "en", "ar")


@pytest.mark.parametrize(
    "answer",
    [
        {"translatedText": ["one", "two", "three", "four"]},
        {"translatedText": []},
        {"translatedText": ["one", "two", None]},
        {"translatedText": "all in one"},
        {"translation": ["one", "two", "three"]},
        ["one", "two", "three"],
        None,
    ],
)
def test_a_wrong_answer_is_asked_for_again(
    server: ScriptedServer, engine: LibreTranslateEngine, time: FakeTime, answer: object
) -> None:
    server.steps = [Step(200, answer), FINE]
    assert engine.translate(SEGMENTS, "en", "ar") == EXPECTED
    assert time.waits == [1]


def test_after_wrong_counts_segments_are_sent_one_by_one_and_later_ones_too(
    server: ScriptedServer, engine: LibreTranslateEngine
) -> None:
    server.steps = [ONE_TOO_FEW] * 3 + [FINE] * 5
    assert engine.translate(SEGMENTS, "en", "ar") == EXPECTED
    assert [len(request.body["q"]) for request in calls(server)] == [3, 3, 3, 1, 1, 1]
    assert engine.translate(SEGMENTS[:2], "en", "ar") == EXPECTED[:2]
    assert [len(request.body["q"]) for request in calls(server)[6:]] == [1, 1]


def test_a_count_that_stays_wrong_for_single_segments_fails_the_batch(
    server: ScriptedServer, engine: LibreTranslateEngine
) -> None:
    server.always = ONE_TOO_FEW
    with pytest.raises(EngineError, match=r"the answer holds 0 translations of 1 segments \(3 tries\); run again"):
        engine.translate(SEGMENTS, "en", "ar")
    assert len(calls(server)) == 6


def test_one_segment_that_fails_fails_the_batch(server: ScriptedServer, engine: LibreTranslateEngine) -> None:
    server.steps = [*[ONE_TOO_FEW] * 3, FINE, *[Step(500)] * 3]
    with pytest.raises(EngineError, match="HTTP 500"):
        engine.translate(SEGMENTS, "en", "ar")


def test_a_batch_longer_than_the_service_takes_is_sent_one_by_one(
    server: ScriptedServer, engine: LibreTranslateEngine, time: FakeTime
) -> None:
    refused = Step(400, {"error": "Invalid request: request (32) exceeds text limit (20)"})
    server.steps = [refused, FINE, FINE, FINE, FINE]
    assert engine.translate(SEGMENTS, "en", "ar") == EXPECTED
    assert engine.translate(SEGMENTS[:2], "en", "ar") == EXPECTED[:2]
    assert [len(request.body["q"]) for request in calls(server)] == [3, 1, 1, 1, 2]
    assert time.waits == []


@pytest.mark.parametrize("limit", [" (5)", ""])
def test_a_segment_longer_than_the_service_takes_is_not_complete_so_that_it_is_cut(
    server: ScriptedServer, engine: LibreTranslateEngine, limit: str
) -> None:
    server.always = Step(400, {"error": f"request exceeds text limit{limit}"})
    assert engine.translate(SEGMENTS, "en", "ar") == [Rendering("", complete=False)] * len(SEGMENTS)


def test_the_service_is_asked_in_its_own_codes(server: ScriptedServer, engine: LibreTranslateEngine) -> None:
    server.always = FINE
    engine.translate(["Yes."], "en", "zh")
    engine.translate(["是"], "zh", "en")
    assert [(request.body["source"], request.body["target"]) for request in calls(server)] == [
        ("en", "zh-Hans"),
        ("zh-Hans", "en"),
    ]


@pytest.mark.parametrize(
    ("pair", "says"),
    [
        (("fr", "ar"), "does not translate from 'fr'; it has ar, en, zh-Hans"),
        (("en", "fr"), "does not translate from 'en' into 'fr'; it has ar, en, zh-Hans, zh-Hant"),
        (("ar", "zh"), "does not translate from 'ar' into 'zh'; it has ar, en"),
    ],
)
def test_a_pair_that_the_service_lacks_is_refused_before_anything_is_sent(
    server: ScriptedServer, engine: LibreTranslateEngine, pair: tuple[str, str], says: str
) -> None:
    with pytest.raises(LanguageError, match=f"^{server.host}: {says}$"):
        engine.translate(SEGMENTS, *pair)
    assert calls(server) == []


def test_a_service_without_targets_has_every_pair_of_its_languages(
    server: ScriptedServer, engine: LibreTranslateEngine
) -> None:
    server.by_path["/languages"] = Step(200, [{"code": "en"}, {"code": "ar", "targets": None}, "?", {"name": "x"}])
    server.always = FINE
    assert engine.translate(SEGMENTS, "en", "ar") == EXPECTED
    with pytest.raises(LanguageError, match="'en' into 'fr'; it has ar, en"):
        engine.translate(SEGMENTS, "en", "fr")


def test_a_service_that_does_not_tell_its_languages_is_asked_as_it_is(
    server: ScriptedServer, engine: LibreTranslateEngine
) -> None:
    server.by_path["/languages"] = Step(404)
    server.always = FINE
    assert engine.translate(SEGMENTS, "en", "ar") == EXPECTED


def test_languages_that_could_not_be_had_are_asked_for_again_with_the_next_batch(
    server: ScriptedServer, engine: LibreTranslateEngine
) -> None:
    server.always = FINE
    server.by_path["/languages"] = Step(200, {"languages": []})
    with pytest.raises(EngineError, match=r"the answer holds no list of languages \(3 tries\)"):
        engine.translate(SEGMENTS, "en", "ar")
    server.by_path["/languages"] = Step(200, LANGUAGES)
    assert engine.translate(SEGMENTS, "en", "ar") == EXPECTED


def test_the_key_travels_in_the_body_and_is_never_seen(
    server: ScriptedServer,
    settings: EngineSettings,
    clock: Clock,
    secret: str,
    everything_said: Callable[[], str],
) -> None:
    engine = LibreTranslateEngine(settings, clock=clock)
    server.steps = [FINE, *[Step(500, {"error": f"bad {secret}"})] * 3, Step(403, {"error": f"banned: {secret}"})]
    engine.translate(SEGMENTS, "en", "ar")
    assert calls(server)[0].body["api_key"] == secret
    said = []
    for kind in (EngineError, ModelError):
        with pytest.raises(kind, match=r"\*\*\*") as caught:
            engine.translate(SEGMENTS, "en", "ar")
        said += [str(caught.value), repr(caught.value)]
    assert secret not in "".join([*said, everything_said(), repr(engine), repr(vars(engine)), engine.signature])
    assert all(secret not in request.path for request in server.requests)


def test_a_wrong_key_is_named_by_its_variable(server: ScriptedServer, settings: EngineSettings, secret: str) -> None:
    server.always = Step(401, {"error": secret[:10]})
    with pytest.raises(ModelError, match="set the environment variable MY_KEY to a key of this service") as caught:
        LibreTranslateEngine(replace(settings, key_env="MY_KEY")).translate(SEGMENTS, "en", "ar")
    assert secret[:10] not in str(caught.value)


def test_an_address_is_needed_and_texts_are_not_sent_without_permission() -> None:
    with pytest.raises(UsageError, match="url: LibreTranslate needs an address; give libretranslate:https://HOST"):
        LibreTranslateEngine(EngineSettings("libretranslate"))
    with pytest.raises(UsageError, match=r"would send the article's text to libretranslate\.com; say --allow-sending"):
        LibreTranslateEngine(parse_engine("libretranslate:https://libretranslate.com"))


def test_signs_that_no_answer_may_hold_are_replaced(server: ScriptedServer, engine: LibreTranslateEngine) -> None:
    server.steps = [Step(200, b'{"translatedText": ["a\\ud83d b\\u0000"]}')]
    assert engine.translate(["a\ud83d b\0"], "en", "ar") == [Rendering("a\ufffd b\ufffd")]
    assert calls(server)[0].body["q"] == ["a\ufffd b\ufffd"]


def test_the_signature_is_known_without_asking(server: ScriptedServer, engine: LibreTranslateEngine) -> None:
    assert engine.signature == f"libretranslate:{server.host}"
    assert server.requests == []
