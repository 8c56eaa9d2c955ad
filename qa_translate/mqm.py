"""What our categories are called elsewhere: MQM (https://themqm.org) and W3C ITS 2.0, localization quality issue."""

from __future__ import annotations

from collections.abc import Mapping

from qa_translate.finding import Category

MQM: Mapping[Category, str] = {
    Category.ATTRIBUTION: "accuracy/mistranslation",
    Category.QUOTE: "accuracy/mistranslation",
    Category.ORDER: "linguistic/word-order",
    Category.ROLE: "accuracy/mistranslation",
    Category.NUMBER: "accuracy/mistranslation",
    Category.NAME: "accuracy/mistranslation",
    Category.NEGATION: "accuracy/mistranslation",
    Category.STANCE: "accuracy/mistranslation",
    Category.OMISSION: "accuracy/omission",
    Category.ADDITION: "accuracy/addition",
    Category.MISTRANSLATION: "accuracy/mistranslation",
    Category.GARBLED: "linguistic/grammar",
    Category.UNTRANSLATED: "accuracy/untranslated",
    Category.DUPLICATE: "accuracy/addition",
    Category.BOILERPLATE: "accuracy/addition",
    Category.TERMINOLOGY: "terminology",
}
"""MQM type of each category."""

ITS: Mapping[Category, str] = {
    **dict.fromkeys(Category, "mistranslation"),
    Category.NUMBER: "numbers",
    Category.NAME: "inconsistent-entities",
    Category.OMISSION: "omission",
    Category.ADDITION: "addition",
    Category.GARBLED: "grammar",
    Category.UNTRANSLATED: "untranslated",
    Category.DUPLICATE: "duplication",
    Category.BOILERPLATE: "addition",
    Category.TERMINOLOGY: "terminology",
}
"""ITS 2.0 localization quality issue type of each category (https://www.w3.org/TR/its20/#lqissue-typevalues)."""
