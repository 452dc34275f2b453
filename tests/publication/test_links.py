"""The two tables to join: each passage and each entity of a fact has a row of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.fact import KINDS
from kg.publication.column import SEPARATOR
from kg.vocab import BASE

if TYPE_CHECKING:
    from publication.conftest import Ask, Read


def test_evidence_lists_every_passage(ask: Ask, csv_table: Read) -> None:
    stated = ask("""SELECT ?fact ?passage ?article ?number ?start ?end {
        ?fact cdo:evidence ?passage . ?passage oa:start ?start ; oa:end ?end ;
          cdo:inParagraph [ cdo:number ?number ; cdo:inArticle/dcterms:identifier ?article ] }""")
    table = csv_table("evidence")
    assert sorted(map(tuple, table.to_numpy())) == sorted(stated)
    counted = table.groupby("fact").size()
    conferrals = csv_table("conferral").set_index("fact")["passages"].astype(int)
    assert (counted[conferrals.index] == conferrals).all()


def test_the_quotation_is_not_in_the_tables(csv_table: Read) -> None:
    assert "exact" not in " ".join(csv_table("evidence").columns)


def test_roles_list_every_entity_of_a_fact(ask: Ask, csv_table: Read) -> None:
    table = csv_table("role")
    rows = set(zip(table["fact"], table["role"], table["entity"], strict=True))
    assert len(rows) == len(table)
    roles = {
        (fact, prop.rpartition("#")[2], entity)
        for fact, prop, entity in ask(f"""SELECT DISTINCT ?fact ?p ?entity {{
            ?fact a cdo:Fact ; ?p ?entity . ?p a owl:ObjectProperty .
            FILTER(STRSTARTS(STR(?entity), "{BASE}id/")) }}""")
    }
    not_roles = {"evidence", "period", "basePeriod", "concerns", "statedIn", "baseUnit"}
    not_roles |= {"restates", "countedIn", "inCapacity", "outOf", "ranks"}  # other facts
    assert {role for role in roles if role[1] not in not_roles and has_column(role)} == rows
    concerned = set(ask("SELECT ?fact ?entity { ?fact cdo:concerns ?entity }"))
    assert concerned <= {(fact, entity) for fact, _, entity in rows}


def has_column(role: tuple[str, str, str]) -> bool:
    """Whether a class states the property; `about` of an activity is only inferred."""
    return any(
        role[1] in {info.alias or name for name, info in kind.model_fields.items()}
        for kind in KINDS.values()
    )


def test_a_join_gives_what_a_cell_joins(csv_table: Read) -> None:
    parties = csv_table("partnership").set_index("fact")["party"]
    roles = csv_table("role")
    for fact, joined in parties.items():
        own = roles[(roles["fact"] == fact) & (roles["role"] == "party")]
        assert list(own["entity"]) == joined.split(SEPARATOR)


def test_a_division_is_found_by_its_code(csv_table: Read) -> None:
    table = csv_table("role")
    divisions = table[table["entity_kind"] == "division"]
    assert (divisions["entity"].str.rpartition("/")[2] == divisions["entity_code"]).all()
    assert set(table.loc[table["entity_kind"] != "division", "entity_code"]) == {""}
