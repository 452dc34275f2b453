"""How a page is cited: in the Chinese standard GB/T 7714-2015, and as an entry of BibTeX.

An online database is cited as "responsible body. Title: other title information[DB/OL]. (date of
the version)[date of access]. Address." (GB/T 7714-2015, 4.6 and 8). The version is that of the
snapshot, so that a reader knows which state of the data was seen.
"""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from kg.errors import Language

_BODY = {"zh": "县域知识图谱", "en": "County KG"}
_SNAPSHOT = {"zh": "快照 {}", "en": "snapshot {}"}
_SHORT = 8
_IN_ADDRESS = "%/:?#[]@!$&'()*+,;=~-._"
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}


@dataclass(frozen=True, slots=True)
class Citation:
    """What is cited: its title, its permanent address, the snapshot and the day of that.

    `accessed` is the day on which the reader looked.
    """

    title: str
    address: str
    snapshot: str
    published: date
    accessed: date
    language: Language

    @property
    def gbt(self) -> str:
        """The reference as GB/T 7714-2015 has it.

        >>> day = date(2026, 11, 24)
        >>> Citation("环翠区", "https://kg.test/1", "90b9", day, day, "zh").gbt
        '县域知识图谱. 环翠区: 快照 90b9[DB/OL]. (2026-11-24)[2026-11-24]. https://kg.test/1.'
        """
        snapshot = _SNAPSHOT[self.language].format(self.snapshot)
        return (
            f"{_BODY[self.language]}. {_line(self.title)}: {snapshot}[DB/OL]. "
            f"({self.published})[{self.accessed}]. {_address(self.address)}."
        )

    @property
    def bibtex(self) -> str:
        """The entry for BibTeX and biblatex, in UTF-8."""
        fields = {
            "author": f"{{{_tex(_BODY[self.language])}}}",
            "title": f"{{{_tex(_line(self.title))}}}",
            "year": str(self.published.year),
            "month": f"{self.published:%b}".lower(),
            "version": self.snapshot,
            "note": _tex(_SNAPSHOT[self.language].format(self.snapshot)),
            "url": _address(self.address),
            "urldate": str(self.accessed),
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if name != "month"]
        lines.insert(3, f"  month = {fields['month']},")
        return "\n".join((f"@misc{{{self._key},", *lines, "}"))

    @property
    def _key(self) -> str:
        path = re.sub(r"^https?://[^/]*", "", self.address)
        words = re.findall(r"[A-Za-z0-9]+", path)[-2:]
        return "-".join(("county-kg", *(word[:40] for word in words), self.snapshot[:_SHORT]))


def _line(text: str) -> str:
    return " ".join(text.split())


def _tex(text: str) -> str:
    """Return text as TeX prints it; the characters of Chinese stand for themselves."""
    return "".join(_SPECIAL.get(character, character) for character in text)


def _address(address: str) -> str:
    """Return an address in which no brace, space or backslash could end a field."""
    return quote(address, safe=_IN_ADDRESS)
