"""Points on a plane: north is up, east is right, all are inside, and names do not cover each other."""

import pytest

from kg_api.pages.map.plane import plane

WEIHAI, JIAOZHOU, KASHGAR = (122.12, 37.5), (120.03, 36.26), (75.99, 39.47)


def test_north_is_up_and_east_is_right() -> None:
    drawn = plane([WEIHAI, JIAOZHOU], ["环翠区", "胶州市"])
    assert drawn is not None
    weihai, jiaozhou = drawn.places
    assert float(weihai.x) > float(jiaozhou.x)
    assert float(weihai.y) < float(jiaozhou.y)


@pytest.mark.parametrize(
    "points",
    [[WEIHAI], [WEIHAI, JIAOZHOU], [WEIHAI, KASHGAR], [(100.0, 20.0), (100.1, 50.0)], [(0.0, 0.0)]],
)
def test_every_point_is_inside_and_the_grid_is_there(points: list[tuple[float, float]]) -> None:
    drawn = plane(points, ["x"] * len(points))
    assert drawn is not None
    for place in drawn.places:
        assert 0 < float(place.x) < float(drawn.width)
        assert 0 < float(place.y) < float(drawn.height)
    assert 1 <= len(drawn.meridians) <= 10
    assert 1 <= len(drawn.parallels) <= 10
    assert float(drawn.height) <= float(drawn.width)


def test_names_do_not_cover_each_other() -> None:
    points = [(120 + step / 1000, 36.0) for step in range(5)]
    drawn = plane(points, ["胶州市"] * 5)
    assert drawn is not None
    assert [place.named for place in drawn.places] == [True, False, False, False, False]


def test_without_points_there_is_no_drawing() -> None:
    assert plane([], []) is None
