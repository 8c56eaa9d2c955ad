"""What all pages for a browser share: templates that escape what they are given, and leave to load nothing."""

from __future__ import annotations

import base64
import hashlib
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from qa_translate.report.bidi import by_direction


def environment(package: str) -> Environment:
    """Where the templates of a package are found."""
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def asset(package: str, name: str) -> str:
    """A style or script among the templates of a package."""
    return (resources.files(package) / "templates" / name).read_text(encoding="utf-8")


def content_hash(text: str) -> str:
    """What a content security policy calls an inline style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def isolated(text: str) -> Markup:
    """`text` escaped, its right-to-left runs apart from the punctuation around them."""
    return Markup("").join(
        Markup('<bdi class="rtl" dir="rtl">{}</bdi>').format(run) if right_to_left else escape(run)
        for right_to_left, run in by_direction(text)
    )
