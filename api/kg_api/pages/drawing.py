"""Class diagrams laid out on a plane: boxes, lines and texts with their places, to draw as SVG.

Classes stand in columns, the widest on the left; lengths are in pixels at a text size of 13. How
wide a text comes out depends on the reader's fonts, so it is estimated with room to spare.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from unicodedata import east_asian_width

from kg.ontology.diagrams import Arrow, Diagram

_SIZE = 13
_LINE = 20
_HEAD = 50
_PADDING = 12
_GAP = 14  # between boxes of a column
_MARGIN = 2
_TRIANGLE = 12


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text; `x` is its start, `y` its base line. `name` is the term it stands for."""

    x: float
    y: float
    text: str
    name: str | None = None
    type: str | None = None


@dataclass(slots=True)
class Box:
    """A class; `title` is its name, `subtitle` what it is called, then what it has."""

    name: str
    width: float
    height: float
    label: str
    members: tuple[tuple[str, str | None], ...]
    """Each with its mark, and the type of what it takes."""
    x: float = 0
    y: float = 0
    column: int = 0

    @property
    def title(self) -> Text:
        """Where the name stands."""
        return Text(self.x + _PADDING, self.y + 21, self.name, self.name)

    @property
    def subtitle(self) -> Text:
        """Where the label stands."""
        return Text(self.x + _PADDING, self.y + 39, self.label)

    @property
    def rule(self) -> float | None:
        """Where the line between head and members is."""
        return self.y + _HEAD if self.members else None

    @property
    def lines(self) -> Iterator[Text]:
        """The members, from top to bottom."""
        for number, (member, type_) in enumerate(self.members):
            y = self.y + _HEAD + 19 + number * _LINE
            yield Text(self.x + _PADDING, y, member, member.removeprefix("/"), type_)

    @property
    def middle(self) -> float:
        """The height at which lines come in."""
        return self.y + _HEAD / 2

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Line:
    """A path of straight pieces through points; `head` is `wider` (a triangle) or `leads`."""

    points: tuple[tuple[float, float], ...]
    head: str
    label: Text | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A diagram that can be drawn."""

    name: str
    width: float
    height: float
    boxes: tuple[Box, ...] = field(repr=False)
    lines: tuple[Line, ...] = field(repr=False)


def lay_out(diagram: Diagram, labels: Mapping[str, str]) -> Drawing:
    """Return the diagram with all its places; `labels` are what the classes are called."""
    boxes = {name: _box(name, diagram, labels.get(name, "")) for name in diagram.members}
    links = diagram.above or tuple((each.source, each.target) for each in diagram.arrows)
    parents = _columns(boxes, links)
    _stack(boxes, parents)
    _spread(boxes, diagram)
    lines = [*_inheritance(boxes, diagram.above), *_arrows(boxes, diagram.arrows)]
    width = max(*(box.right for box in boxes.values()), *_reach(lines)) + _MARGIN
    height = max(*(box.bottom for box in boxes.values()), *_depth(lines)) + _MARGIN
    return Drawing(diagram.name, round(width), round(height), tuple(boxes.values()), tuple(lines))


def _reach(lines: list[Line]) -> Iterator[float]:
    yield 0
    for line in lines:
        yield from (x for x, _ in line.points)
        if line.label:
            yield line.label.x + _width(line.label.text)


def _depth(lines: list[Line]) -> Iterator[float]:
    yield 0
    for line in lines:
        yield from (y for _, y in line.points)


def _box(name: str, diagram: Diagram, label: str) -> Box:
    members = tuple(
        (
            f"/{each.name}" if each.inferred else each.name,
            each.type and each.type.removeprefix("xsd:"),
        )
        for each in diagram.members[name]
    )
    texts = [f"{member} {type_ or ''}" for member, type_ in members]
    widest = max(_width(text) for text in (*texts, label, f"{name} "))
    body = len(members) * _LINE + _PADDING if members else 0
    return Box(name, round(widest + 2 * _PADDING), _HEAD + body, label, members)


def _width(text: str) -> float:
    return sum(_SIZE if east_asian_width(c) in "WF" else _SIZE * 0.58 for c in text)


def _columns(boxes: dict[str, Box], links: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Put each class right of those that lead to it; return the last of these for each."""
    parents: dict[str, str] = {}
    for _ in boxes:  # as long as any way can be
        for source, target in links:
            if boxes[target].column <= boxes[source].column:
                boxes[target].column = boxes[source].column + 1
                parents[target] = source
    return parents


def _stack(boxes: dict[str, Box], parents: dict[str, str]) -> None:
    """Give each its height: level with what leads to it, or below those that came before."""
    free: dict[int, float] = {}

    def place(box: Box, top: float) -> float:
        box.y = max(top, free.get(box.column, _MARGIN))
        free[box.column] = box.bottom + _GAP
        y = box.y
        for child in boxes.values():
            if parents.get(child.name) == box.name:
                y = place(child, y) + _GAP
        return max(box.bottom, y - _GAP)

    for box in boxes.values():
        if box.name not in parents:
            place(box, free.get(0, _MARGIN))


def _spread(boxes: dict[str, Box], diagram: Diagram) -> None:
    """Give each column its left edge; labels of arrows must fit between two columns."""
    columns = sorted({box.column for box in boxes.values()})
    x: float = _MARGIN
    for column in columns:
        here = [box for box in boxes.values() if box.column == column]
        for box in here:
            box.x = x
        names = {box.name for box in here}
        labels = [_width(_mark(each)) for each in diagram.arrows if each.source in names]
        x += max(box.width for box in here) + max([56, *(label + 36 for label in labels)])


def _inheritance(boxes: dict[str, Box], above: tuple[tuple[str, str], ...]) -> Iterator[Line]:
    for parent, child in above:
        wide, narrow = boxes[parent], boxes[child]
        start = (wide.right + _TRIANGLE, wide.middle)
        if wide.middle == narrow.middle:
            yield Line(((narrow.x, narrow.middle), start), "wider")
        else:
            bus = wide.right + 28
            corner = ((bus, narrow.middle), (bus, wide.middle))
            yield Line(((narrow.x, narrow.middle), *corner, start), "wider")


def _arrows(boxes: dict[str, Box], arrows: tuple[Arrow, ...]) -> Iterator[Line]:
    for each in arrows:
        source, target = boxes[each.source], boxes[each.target]
        text = _mark(each)
        points: tuple[tuple[float, float], ...]
        if source.column == target.column:  # around, on the right
            way = max(source.right, target.right) + 24
            points = (
                (source.right, source.bottom - 12), (way, source.bottom - 12),
                (way, target.middle), (target.right, target.middle),
            )  # fmt: skip
            label = Text(way + 6, (source.bottom - 12 + target.middle) / 2 + 4, text, each.name)
        elif target.column - source.column > 1:  # below what stands between
            between = [b for b in boxes.values() if source.column < b.column < target.column]
            y = max(box.bottom for box in (*between, target)) + 30
            x = target.x + target.width / 2
            points = ((source.right, y), (x, y), (x, target.bottom))
            label = Text(source.right + 14, y - 6, text, each.name)
        else:
            points = ((source.right, target.middle), (target.x, target.middle))
            label = Text(source.right + 12, target.middle - 6, text, each.name)
        yield Line(points, "leads", label)


def _mark(arrow: Arrow) -> str:
    return f"/{arrow.name}" if arrow.inferred else arrow.name
