"""Texts go only where the user allowed them, keys come from the environment and are never seen."""

from __future__ import annotations

import pytest

from qa_translate.engine_settings import EngineSettings
from qa_translate.engines.mt.address import Key, check_sending, parse_address, read_key
from qa_translate.errors import UsageError

ANYWHERE = EngineSettings("openai", allow_sending=True)


@pytest.mark.parametrize(
    "url",
    ["http://localhost:5000", "http://LOCALHOST", "http://127.0.0.1:80/v1", "http://127.8.9.1", "https://[::1]:8"],
)
def test_addresses_of_this_machine_need_no_permission(url: str) -> None:
    check_sending(parse_address(url), Key("K", "value"), EngineSettings("openai"))


@pytest.mark.parametrize(
    "url",
    [
        "https://api.example.org",
        "https://localhost.example.org",
        "https://127.0.0.1.example.org",
        "https://10.0.0.1",
        "https://0.0.0.0",
        "https://[fe80::1]",
        "https://127.1",
        "https://2130706433",
    ],
)
def test_texts_are_sent_elsewhere_only_with_permission(url: str) -> None:
    address = parse_address(url)
    with pytest.raises(UsageError) as caught:
        check_sending(address, Key(""), EngineSettings("openai"))
    assert str(caught.value) == (
        f"url: would send the article's text to {address.host}; "
        "say --allow-sending, or allow_sending = true in a file that --config names"
    )
    check_sending(address, Key("K", "value"), ANYWHERE)


def test_a_key_is_not_sent_in_the_clear() -> None:
    with pytest.raises(UsageError, match=r"would send the key of MY_KEY to gpu\.example without encryption") as caught:
        check_sending(parse_address("http://gpu.example"), Key("MY_KEY", "hush"), ANYWHERE)
    assert "hush" not in str(caught.value)
    check_sending(parse_address("http://gpu.example"), Key("MY_KEY"), ANYWHERE)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost:5000",
        "api.example.org/v1",
        "ftp://example.org",
        "file:///etc/passwd",
        "https://",
        "https:///v1",
        "https://example.org:0",
        "https://example.org:99999",
        "https://example.org:port",
        "https://[::1",
        "https://a..b",
        "https://☃.example",
        f"https://{'a' * 64}.org",
        "https://exam ple.org",
        "https://example.org\n",
        "https://example.org\\@other.org",
    ],
)
def test_what_is_no_address_of_a_service_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(UsageError, match=r"url: .*; give its address as https://HOST"):
        parse_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://me:hush@example.org",
        "https://hush@example.org",
        "https://@example.org",
        "https://example.org/v1?api_key=hush",
        "https://example.org/v1?a=1&X-Auth-Token=hush",
        "https://example.org/?SIG=hush",
        "https://hush:hush@[::1",
    ],
)
def test_an_address_with_a_password_or_key_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_address(url)
    assert "hush" not in f"{caught.value}{caught.value!r}{caught.value.__cause__!r}"


def test_functions_are_appended_to_the_path_and_a_harmless_query_stays() -> None:
    address = parse_address("HTTPS://Example.org:8443/openai/v1/?api-version=2024-10#note")
    assert address.url("/chat/completions") == (
        "https://example.org:8443/openai/v1/chat/completions?api-version=2024-10"
    )
    assert address.host == "example.org:8443"


def test_a_key_comes_from_the_variable_that_is_named(secret: str) -> None:
    key = read_key(EngineSettings("openai", key_env="MY_KEY"), "OTHER")
    assert (key.name, key.reveal(), bool(key)) == ("MY_KEY", secret, True)
    assert secret not in f"{key} {key!r} {[key]}"


def test_a_named_variable_must_be_set_but_the_usual_one_need_not() -> None:
    with pytest.raises(UsageError, match="key_env: the environment variable UNSET_KEY is not set; set it to the key"):
        read_key(EngineSettings("openai", key_env="UNSET_KEY"), "OPENAI_API_KEY")
    assert not read_key(EngineSettings("openai"), "OPENAI_API_KEY")


def test_an_empty_name_means_no_key(secret: str) -> None:
    assert not read_key(EngineSettings("openai", key_env=""), "OPENAI_API_KEY")


def test_white_space_around_a_key_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_KEY", " hush\n")
    assert read_key(EngineSettings("openai", key_env="MY_KEY"), "").reveal() == "hush"


@pytest.mark.parametrize("value", ["hu sh", "hush\r\nX-Other: 1", "мой-hush", "hush\x7f"])
def test_a_value_that_can_be_no_key_is_refused_without_repeating_it(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("MY_KEY", value)
    with pytest.raises(UsageError, match="the value of MY_KEY is no key") as caught:
        read_key(EngineSettings("openai", key_env="MY_KEY"), "")
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize("form", ['sk-"a"/b', 'sk-\\"a\\"/b', "sk-%22a%22%2Fb"])
def test_a_key_is_hidden_in_every_form_that_a_service_may_repeat(form: str) -> None:
    assert Key("K", 'sk-"a"/b').hidden(f"bad key {form}!") == "bad key ***!"
