"""One fact as a sentence, with its things as links and its words as printed in quotation marks."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg_api.pages.entity import figures
from kg_api.pages.entity.parts import Part, Parts
from kg_api.pages.entity.patterns import AIMS, PATTERNS, SUBJECTS, VERBS
from kg_api.pages.entity.reading import code_of
from kg_api.texts.entity import WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg_api.pages.entity.parts import Linker

_SLOT = re.compile(r"\{(\w+)\}")


def sentence(fact: str, kind: str, linker: Linker) -> Parts:
    """Return what the fact says; a fact of a kind without pattern is told by its name."""
    pattern = PATTERNS[linker.language].get(kind)
    if pattern is None:
        return (linker.thing(fact),)
    slots = _Slots(fact, kind, linker)
    main = next((said for clause in pattern.main if (said := slots.say(clause)) is not None), ())
    comma = Part("，" if linker.language == "zh" else ", ")
    parts: list[Part] = []
    for clause in (main, *(slots.say(clause) for clause in pattern.further)):
        if clause:
            parts += (comma, *clause) if parts else clause
    return _capitalised(parts, linker)


class _Slots:
    """What fills the slots of one fact's clauses."""

    def __init__(self, fact: str, kind: str, linker: Linker) -> None:
        self._fact = fact
        self._linker = linker
        self._reading = linker.reading
        self._language = linker.language
        subject = SUBJECTS.get(kind)
        # Said of the page's own subject: the slot is filled, and nothing is shown.
        self._silent = {subject} if subject and self._is_own(subject) else set()
        if kind == "Goal" and self._reading.iris(fact, "cdo:actor") == ():
            self._silent = {"about"} if self._is_own("about") else set()
        self._special: dict[str, Callable[[], Parts]] = {
            "verb": self._verb,
            "aim": self._aim,
            "object": self._object,
            "goalAbout": self._goal_about,
            "period": self._period,
            "basePeriod": self._base_period,
            "figure": lambda: figures.figure(fact, linker).words(linker),
            "streak": self._streak,
            "batch": self._batch,
            "position": self._position,
            "label": lambda: (linker.named(self._reading.name(fact, linker.language)),),
            "name": lambda: self._printed("cdo:name"),
            "creditRole": lambda: self._code("cdo:creditRole"),
            "nameKind": lambda: self._code("cdo:nameKind"),
            "partRole": lambda: self._code("cdo:partRole"),
        }

    def say(self, clause: str) -> Parts | None:
        """Fill the slots of a clause; `None` where one of them has nothing."""
        parts: list[Part] = []
        for position, piece in enumerate(_pieces(clause)):
            if position % 2 == 0:
                if piece:
                    parts.append(Part(piece))
            elif piece not in self._silent:
                found = self._fill(piece)
                if not found:
                    return None
                parts += found
        return tuple(_spaced(parts, self._language))

    def _fill(self, slot: str) -> Parts:
        special = self._special.get(slot)
        if special is not None:
            return special()
        return self._linker.things(self._reading.iris(self._fact, f"cdo:{slot}"))

    def _is_own(self, slot: str) -> bool:
        return self._reading.iris(self._fact, f"cdo:{slot}") == (self._linker.subject,)

    def _verb(self) -> Parts:
        printed = self._reading.texts(self._fact, "cdo:verbText")
        codes = self._reading.iris(self._fact, "cdo:verb")
        if self._language == "zh":
            words = printed or tuple(self._linker.label(code) for code in codes)
            return self._linker.listed([Part(word) for word in words])
        if codes:
            return self._linker.listed([Part(self._english(code)) for code in codes])
        return self._linker.listed([self._linker.printed(text) for text in printed])

    def _english(self, code: str) -> str:
        forms = VERBS.get(code_of(code))
        if forms is None:
            return self._linker.label(code)
        modality = self._reading.code(self._fact, "cdo:modality")
        # A conferral has no modality: it is told as done. "They improve", "to improve".
        ongoing = 2 if len(self._reading.iris(self._fact, "cdo:actor")) > 1 else 1
        form = {"ongoing": ongoing, "planned": 2, "purpose": 2}.get(modality or "", 0)
        return forms[form]

    def _aim(self) -> Parts:
        modality = self._reading.code(self._fact, "cdo:modality") or ""
        word = AIMS[self._language].get(modality)
        return (Part(word),) if word else ()

    def _object(self) -> Parts:
        things = self._linker.things(self._reading.iris(self._fact, "cdo:object"))
        words = self._printed("cdo:objectText")
        if things and words:
            opening, closing = ("（", "）") if self._language == "zh" else (" (", ")")
            return (*things, Part(opening), *words, Part(closing))
        return things or words

    def _goal_about(self) -> Parts:
        actors = set(self._reading.iris(self._fact, "cdo:actor"))
        if not actors:
            return ()
        about = self._reading.iris(self._fact, "cdo:about")
        return self._linker.things(iri for iri in about if iri not in actors)

    def _period(self) -> Parts:
        found = self._linker.things(self._reading.iris(self._fact, "cdo:period"))
        if not found:  # words that name no first or last day
            return self._printed("cdo:periodText")
        if self._reading.holds(self._fact, "cdo:periodInferred"):
            return (*found, Part(WORDS[self._language]["inferred"], look="mark"))
        return found

    def _base_period(self) -> Parts:
        return self._linker.things(self._reading.iris(self._fact, "cdo:basePeriod"))

    def _streak(self) -> Parts:
        count = self._reading.number(self._fact, "cdo:streak")
        printed = self._printed("cdo:streakText")
        if count is None:
            return printed
        word = WORDS[self._language]["streak"].format(count)
        return (Part(word), *printed) if self._language == "zh" else (Part(f"{word} "), *printed)

    def _batch(self) -> Parts:
        number = self._reading.number(self._fact, "cdo:batch")
        if number is None:
            return self._printed("cdo:batchText")
        return (Part(WORDS[self._language]["batch"].format(number)),)

    def _position(self) -> Parts:
        number = self._reading.number(self._fact, "cdo:position")
        return (Part(WORDS[self._language]["position"].format(number)),) if number else ()

    def _printed(self, name: str) -> Parts:
        texts = self._reading.texts(self._fact, name)
        return self._linker.listed([self._linker.printed(text) for text in texts])

    def _code(self, name: str) -> Parts:
        return tuple(Part(self._linker.label(iri)) for iri in self._reading.iris(self._fact, name))


@cache
def _pieces(clause: str) -> tuple[str, ...]:
    """Split a clause: text and slots by turns, text first."""
    return tuple(_SLOT.split(clause))


def _spaced(parts: list[Part], language: str) -> list[Part]:
    """Put a gap between links that touch, and none where the page's own subject is not said."""
    if language == "zh":
        spaced: list[Part] = []
        for part in parts:
            if spaced and spaced[-1].href and part.href:
                spaced.append(Part(" "))
            spaced.append(part)
        return spaced
    while parts and not parts[0].text.strip():
        parts = parts[1:]
    if parts and parts[0].text.startswith(" "):
        first = parts[0]
        parts = [Part(first.text.lstrip(), first.href, first.lang, first.look), *parts[1:]]
    return parts


def _capitalised(parts: list[Part], linker: Linker) -> Parts:
    if linker.language == "en" and parts and parts[0].lang is None:
        first = parts[0]
        text = first.text[:1].upper() + first.text[1:]
        parts[0] = Part(text, first.href, first.lang, first.look)
    return tuple(parts)
