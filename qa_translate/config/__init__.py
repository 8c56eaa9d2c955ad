"""Settings: from the project's file where there is one, overridden by options.

``qa-translate.toml`` holds them at top level, ``pyproject.toml`` under ``[tool.qa-translate]``; the nearest of the
two, from the working directory upwards, counts.
"""

from qa_translate.config.load import Project, find, load, read, settings
from qa_translate.config.schema import schema
from qa_translate.config.settings import (
    FAIL_ON,
    FILE,
    SENDING_VARIABLE,
    FrontMatter,
    Naming,
    Override,
    RuleSettings,
    Settings,
    SuppressionSettings,
)

__all__ = [
    "FAIL_ON",
    "FILE",
    "SENDING_VARIABLE",
    "FrontMatter",
    "Naming",
    "Override",
    "Project",
    "RuleSettings",
    "Settings",
    "SuppressionSettings",
    "find",
    "load",
    "read",
    "schema",
    "settings",
]
