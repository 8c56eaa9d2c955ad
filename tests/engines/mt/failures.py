"""Failures that both engines over HTTP must survive, and those that they must not try again."""

from __future__ import annotations

from .scripted_server import Step

SLOW = {"time-out", "slow drip"}

PASSING = {
    "429": (Step(429, {"error": "slow down"}), r"HTTP 429 \(slow down\)"),
    "408": (Step(408), "HTTP 408"),
    "500": (Step(500, b"<html>oops</html>"), "HTTP 500"),
    "502": (Step(502), "HTTP 502"),
    "503": (Step(503, {"error": {"message": "loading model"}}), r"HTTP 503 \(loading model\)"),
    "time-out": (Step(200, {}, before=1.0), r"no answer within 0\.4 s"),
    "slow drip": (Step(200, b" " * 200, drip=0.02), r"no answer within 0\.4 s"),
    "half a response": (
        Step(200, b'{"translatedText": ["', half=True),
        r"the connection failed \(.*without sending complete message",
    ),
    "connection closed": (Step(cut=True), r"the connection failed \(.*disconnected"),
    "invalid JSON": (Step(200, b'{"translatedText": ["'), "the answer is not JSON"),
    "no JSON at all": (Step(200, b"<html>Welcome</html>"), "the answer is not JSON"),
    "no text": (Step(200, b""), "the answer is not JSON"),
    "other bytes": (Step(200, b'"\xff\xfe"'), "the answer is not JSON"),
    "deep JSON": (Step(200, b"[" * 100_000), "the answer is not JSON"),
    "wrong compression": (Step(200, b"{}", {"Content-Encoding": "gzip"}), "the answer is not compressed as it says"),
    "too much": (Step(200, b" " * (17 << 20)), "the answer is longer than 16 MiB"),
}
"""What passes if it is tried again, and what the message says if it does not."""

LASTING = {
    "400": (Step(400, {"error": "no such thing"}), r"HTTP 400 \(no such thing\); see what the service takes"),
    "401": (Step(401, {"error": "wrong key"}), r"HTTP 401: the key is missing or wrong; .*(?:_KEY|key_env)"),
    "403": (Step(403, {"error": {"message": "not you", "code": "banned"}}), r"HTTP 403 \(not you banned\); see what"),
    "404": (Step(404, b"not found"), "HTTP 404; see the address and the model's name"),
    "413": (Step(413), "HTTP 413; give a lower batch_size or max_chars"),
    "redirect": (
        Step(307, headers={"Location": "https://elsewhere.example/take?it=all"}),
        "HTTP 307: redirects to elsewhere.example; give the address",
    ),
    "redirect to a path": (Step(302, headers={"Location": "/login"}), "HTTP 302: redirects to another place; give"),
    "not modified": (Step(304), "HTTP 304: redirects to another place; give"),
}
"""What is not tried again, and what the message says."""
