"""A few hundred English sentences with their Arabic, made by a small grammar: what the tests' tiny model learns."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product

_SPEAKERS = {
    "the minister": "الوزير",
    "the governor": "المحافظ",
    "the mayor": "العمدة",
    "the spokesman": "المتحدث",
    "Layla Haddad": "ليلى حداد",
    "Omar Saleh": "عمر صالح",
    "the union": "الاتحاد",
}
_FEMININE = frozenset({"Layla Haddad"})
_THINGS = {"ships": "سفينة", "workers": "عاملا", "trucks": "شاحنة", "houses": "منزلا", "families": "عائلة"}
_EVENTS = {"left": "غادرت", "reached": "بلغت", "closed": "أغلقت", "opened": "فتحت"}
_PLACES = {"the port": "الميناء", "the city": "المدينة", "the border": "الحدود", "the hospital": "المستشفى"}
_DAYS = {"Monday": "الاثنين", "Tuesday": "الثلاثاء", "Friday": "الجمعة", "Sunday": "الأحد"}


def sentence_pairs(count: int, seed: int) -> list[tuple[str, str]]:
    """`count` different pairs (English, Arabic), drawn by `seed`."""
    draw = random.Random(seed)
    return draw.sample(sorted(_every(draw)), count)


def _every(draw: random.Random) -> Iterator[tuple[str, str]]:
    for speaker, thing, event, place, day in product(_SPEAKERS, _THINGS, _EVENTS, _PLACES, _DAYS):
        number = str(draw.randrange(2, 100))
        said = "قالت" if speaker in _FEMININE else "قال"
        what = f"{number} {thing} {event} {place}"
        told = f"{number} {_THINGS[thing]} {_EVENTS[event]} {_PLACES[place]}"
        yield (
            f"{_upper(speaker)} said that {what} on {day}.",
            f"{said} {_SPEAKERS[speaker]} إن {told} يوم {_DAYS[day]}.",
        )
        yield f'"{what}," {speaker} said.', f'{said} {_SPEAKERS[speaker]}: "{told}".'
        yield f"{_upper(what)} on {day}.", f"{told} يوم {_DAYS[day]}."


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
