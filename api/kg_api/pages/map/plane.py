"""Points in degrees laid out on a plane: a grid of meridians and parallels, and nothing else.

No outline is drawn, and no tile is loaded: what is known are the points. A degree of longitude is
drawn as long as it is at the middle latitude of what is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, cos, floor, radians
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDTH = 760.0
_LEAST = 6.0
"""Degrees that are shown at least, so that one county is not all of the world."""
_ROOM = 0.12  # of the extent, around the points
_LINES = 8
_LABEL = 60  # pixels that the name of a meridian needs
_STEPS = (0.5, 1, 2, 5, 10, 20, 45, 90)
_LOWEST, _HIGHEST = 0.4, 0.72  # height of the drawing by its width
_EDGE = 0.72  # of the width: names of points beyond it stand on their left
_TEXT, _WIDE = 13.0, 1.05  # pixels of a name's text, and of a Chinese character in ems


@dataclass(frozen=True, slots=True)
class Line:
    """A meridian or a parallel: where it is in the drawing, and what it is called."""

    at: str
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """A point in the drawing; `left` says that its name stands on its left, `named` that it has room."""

    x: str
    y: str
    left: bool
    named: bool


@dataclass(frozen=True, slots=True)
class Plane:
    """A drawing: its size in pixels, the lines of its grid, and a place for each point."""

    width: str
    height: str
    meridians: tuple[Line, ...]
    parallels: tuple[Line, ...]
    places: tuple[Place, ...]


def plane(points: Sequence[tuple[float, float]], names: Sequence[str]) -> Plane | None:
    """Lay out points given as longitude and latitude; `None` where there are none."""
    if not points:
        return None
    west, east = _extent([longitude for longitude, _ in points])
    south, north = _extent([latitude for _, latitude in points])
    narrow = max(cos(radians((south + north) / 2)), 0.1)
    height = (north - south) / ((east - west) * narrow) * WIDTH
    if height < _LOWEST * WIDTH:
        grown = _LOWEST * WIDTH / height
        south, north = _about(south, north, grown)
    elif height > _HIGHEST * WIDTH:
        west, east = _about(west, east, height / (_HIGHEST * WIDTH))
    height = (north - south) / ((east - west) * narrow) * WIDTH

    def x(longitude: float) -> float:
        return (longitude - west) / (east - west) * WIDTH

    def y(latitude: float) -> float:
        return (north - latitude) / (north - south) * height

    places = [(x(longitude), y(latitude)) for longitude, latitude in points]
    return Plane(
        _pixels(WIDTH),
        _pixels(height),
        tuple(
            Line(_pixels(x(at)), _degrees(at, "E", "W") if x(at) < WIDTH - _LABEL else "")
            for at in _lines(west, east)
        ),
        tuple(Line(_pixels(y(at)), _degrees(at, "N", "S")) for at in _lines(south, north)),
        tuple(_placed(places, names)),
    )


def _placed(places: Sequence[tuple[float, float]], names: Sequence[str]) -> Iterable[Place]:
    """Yield each place, with room for its name or without; those first in the order have it."""
    taken: list[tuple[float, float, float, float]] = []
    for (x, y), name in zip(places, names, strict=True):
        long = len(name) * _TEXT * (_WIDE if not name.isascii() else 0.6) + 12
        left = x > _EDGE * WIDTH
        box = (x - long if left else x, y - _TEXT, x if left else x + long, y + _TEXT / 2)
        free = not any(_meet(box, other) for other in taken)
        if free:
            taken.append(box)
        yield Place(_pixels(x), _pixels(y), left, free)


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    apart = one[0] > other[2] or other[0] > one[2] or one[1] > other[3] or other[1] > one[3]
    return not apart


def _extent(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    room = max((high - low) * _ROOM, (_LEAST - (high - low)) / 2)
    return low - room, high + room


def _about(low: float, high: float, times: float) -> tuple[float, float]:
    middle, half = (low + high) / 2, (high - low) / 2 * times
    return middle - half, middle + half


def _lines(low: float, high: float) -> Iterable[float]:
    step = next((each for each in _STEPS if (high - low) / each <= _LINES), _STEPS[-1])
    return [number * step for number in range(ceil(low / step), floor(high / step) + 1)]


def _degrees(at: float, positive: str, negative: str) -> str:
    return f"{abs(at):g}°{positive if at >= 0 else negative}"


def _pixels(value: float) -> str:
    return f"{value:.1f}"
