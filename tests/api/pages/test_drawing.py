"""Class diagrams on a plane: nothing lies upon anything else, and every line meets its boxes."""

from itertools import combinations

import pytest

from kg.ontology import document
from kg.ontology.diagrams import DIAGRAMS, Arrow, Diagram, Member, diagram
from kg.ontology.terms import Terms
from kg_api.pages.drawing import Box, Drawing, lay_out

TERMS = Terms(document.load())


def drawn(name: str, language: str) -> Drawing:
    labels = {each.name: each.label.get(language, "") for each in TERMS.by_iri.values()}
    return lay_out(diagram(TERMS, name), labels)


def apart(one: Box, other: Box) -> bool:
    return (
        one.right < other.x or other.right < one.x or one.bottom < other.y or other.bottom < one.y
    )


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", DIAGRAMS)
def test_no_box_lies_upon_another_and_all_is_within(name: str, language: str) -> None:
    drawing = drawn(name, language)
    assert [box.name for box in drawing.boxes] == list(DIAGRAMS[name])
    for one, other in combinations(drawing.boxes, 2):
        assert apart(one, other), (one.name, other.name)
    for box in drawing.boxes:
        assert 0 <= box.x < box.right <= drawing.width
        assert 0 <= box.y < box.bottom <= drawing.height
        for line in box.lines:
            assert box.y < line.y < box.bottom
    for line in drawing.lines:
        assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in line.points)


@pytest.mark.parametrize("name", DIAGRAMS)
def test_lines_run_straight_from_box_to_box(name: str) -> None:
    drawing = drawn(name, "zh")
    for line in drawing.lines:
        for (x, y), (to_x, to_y) in zip(line.points, line.points[1:], strict=False):
            assert x == to_x or y == to_y
        (x, y) = line.points[0]
        assert any(x in {b.x, b.right} and b.y <= y <= b.bottom for b in drawing.boxes)
        (x, y) = line.points[-1]
        ends = 12 if line.head == "wider" else 0  # the triangle is drawn beyond the end
        assert any(
            (x - ends in {b.x, b.right} and b.y <= y <= b.bottom)
            or (y == b.bottom and b.x <= x <= b.right)
            for b in drawing.boxes
        )


def test_a_wider_class_stands_left_of_the_narrower() -> None:
    columns = {box.name: box.column for box in drawn("figures", "en").boxes}
    assert columns == {"Fact": 0, "Conferral": 1, "Observation": 1, "HonorTally": 2}


def test_what_is_inferred_has_a_slash_and_leads_to_its_term() -> None:
    found = Diagram(
        "x",
        {"A": (Member("sum", "xsd:decimal", inferred=True),), "B": ()},
        (),
        (Arrow("A", "B", "to", inferred=True),),
    )
    drawing = lay_out(found, {"A": "甲", "B": "乙"})
    (line,) = drawing.boxes[0].lines
    assert (line.text, line.name, line.type) == ("/sum", "sum", "decimal")
    (arrow,) = drawing.lines
    assert arrow.label is not None
    assert (arrow.label.text, arrow.label.name) == ("/to", "to")
