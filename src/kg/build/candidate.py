"""What the store would hold if the files were taken as they are: mapped, inferred and gated.

Graphs whose digest has not changed are taken from the store; the others are made again. All of it
comes together in memory, so that store-wide rules see the whole before anything is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, serialize

from kg import __version__
from kg.build import moment, told
from kg.build.makings import makings
from kg.errors import CombinedError, CorpusError, DataError, KgError
from kg.mapping import dataset, description, provenance
from kg.mapping.entities import DIVISIONS, ENTITIES, division_quads, entity_quads
from kg.mapping.facts import map_article
from kg.mapping.inference import infer
from kg.mapping.ontology import ONTOLOGY, document_quads, ontology_quads
from kg.mapping.terms import CLASSES
from kg.model import article as article_files
from kg.model import division, registration, review
from kg.model.quantity import Period
from kg.model.text import Text
from kg.shacl import storewide
from kg.shacl.report import Finding, Report, Severity
from kg.vocab import BASE, RDF_TYPE, entity, graph, term

if TYPE_CHECKING:
    from pathlib import Path

    from kg.build.sources import Sources
    from kg.mapping.facts import Mapped
    from kg.model.article import Article
    from kg.model.registry import EntityKey, Registry
    from kg.shacl.gate import Gate

Progress = Callable[[str, int, int], None]
"""Called with a step's name, how many are done and how many there are."""
Kept = Callable[[NamedNode], Iterable[Quad]]
"""Gives the quads of a graph that is in the store already."""
_PERIOD = f"{BASE}id/period/"
_DIVISION = f"{BASE}id/division/"


@dataclass
class Candidate:
    """All graphs together in memory, which of them are new, and what speaks against them."""

    store: Store
    changed: frozenset[NamedNode]
    articles: Mapping[str, Article] = field(default_factory=dict)
    """The articles whose files were read."""
    errors: list[KgError] = field(default_factory=list)
    warnings: list[KgError] = field(default_factory=list)

    def require(self) -> None:
        """Raise CombinedError where anything speaks against storing it."""
        if self.errors:
            raise CombinedError(self.errors)


def prepare(
    sources: Sources,
    known: Mapping[NamedNode, str],
    kept: Kept,
    progress: Progress = lambda *_: None,
) -> Candidate:
    """Make the candidate of these files.

    `known` holds the digest of each graph that is in the store, `kept` gives its quads. Errors of
    the files are collected in the candidate; nothing is written.
    """
    return _Preparation(sources, known, kept, progress).run()


class _Preparation:
    def __init__(
        self, sources: Sources, known: Mapping[NamedNode, str], kept: Kept, progress: Progress
    ) -> None:
        self.sources, self.kept, self.progress = sources, kept, progress
        self.stale = frozenset(
            name for name, digest in sources.digests.items() if known.get(name) != digest
        )
        self.gone = frozenset(known) - frozenset(sources.digests)
        # graph/dataset tells of the others: it is written anew whenever any of them is
        self.candidate = Candidate(Store(), (self.stale | self.gone) - {dataset.DATASET})
        self.reports: dict[NamedNode, Report] = {}
        self.articles: dict[str, Article] = {}

    def run(self) -> Candidate:
        candidate = self.candidate
        try:
            self.registry = self._registry()
            if self.sources.corpus and not self.sources.corpus.is_dir():
                raise _no_corpus(str(self.sources.corpus))
        except KgError as error:
            candidate.errors.extend(_flat(error))
            return candidate
        self._articles()
        candidate.articles = self.articles
        if not candidate.errors:
            self._shared_graphs()
            self.progress("infer", 0, 1)
            infer(candidate.store, self.sources.rules)
            self.progress("store-wide rules", 0, 1)
            everything = storewide.check(candidate.store, self.sources.shapes("store"))
            self._read_kept(everything)
            divisions, others = _split(everything, _DIVISION)
            self._judge(DIVISIONS, divisions)
            self._judge(dataset.DATASET, others)
            self._describe()
        return candidate

    def _registry(self) -> Registry:
        root = self.sources.data.parent
        if not self.sources.divisions.is_file():
            raise _no_data(str(self.sources.divisions))
        divisions = division.read_divisions(self.sources.divisions)
        return registration.load(self.sources.registry, divisions, root)

    # -- article graphs

    def _articles(self) -> None:
        names = sorted(self.sources.articles)
        stale = [name for name in names if graph(f"article/{name}") in self.stale]
        gate = self._gate("article") if stale else None
        for done, name in enumerate(stale):
            self.progress("articles", done, len(stale))
            try:
                self._article(name, gate)
            except KgError as error:
                self.candidate.errors.extend(_flat(error))
        for name in set(names) - set(stale):
            self.candidate.store.extend(self.kept(graph(f"article/{name}")))

    def _article(self, name: str, gate: Gate | None) -> None:
        article = article_files.load(self.sources.articles[name], self.sources.data.parent)
        self.articles[name] = article
        text = self._text(name)
        if text and (errors := list(review.check(article, text))):
            raise CombinedError(errors)
        mapped = map_article(article, self.registry, text)
        if gate:
            self._judge(graph(f"article/{name}"), gate.validate(_with_types(mapped, self.registry)))
        self.candidate.store.extend(mapped.quads)

    def _text(self, name: str) -> Text | None:
        corpus = self.sources.corpus
        return Text.read(corpus, name) if corpus and (corpus / f"{name}.txt").is_file() else None

    def _gate(self, of: str) -> Gate:
        from kg.shacl.gate import Gate  # noqa: PLC0415 - 0.3 s that an unchanged build saves

        return Gate(self.sources.shapes(of), self.sources.ontology)

    # -- what all articles share

    def _shared_graphs(self) -> None:
        store = self.candidate.store
        self.progress("entities", 0, 1)
        if ONTOLOGY in self.stale:
            store.extend(ontology_quads(self.sources.ontology))
            lint = _triples(store.quads_for_pattern(None, None, None, ONTOLOGY))
            self._judge(ONTOLOGY, self._gate("ontology").validate(lint))
        else:
            store.extend(self.kept(ONTOLOGY))
        divisions = self.registry.divisions.values()
        fresh = DIVISIONS in self.stale
        store.extend(division_quads(divisions) if fresh else self.kept(DIVISIONS))
        quads = list(entity_quads(self.registry, self._periods()))
        if ENTITIES in self.stale:
            self._judge(ENTITIES, self._gate("entity").validate(_triples(quads)))
        store.extend(quads)

    def _periods(self) -> set[str]:
        """The periods that facts name, read from the IRIs of all article graphs."""
        found = (
            quad.object.value.removeprefix(_PERIOD)
            for prop in ("cdo:period", "cdo:basePeriod")
            for quad in self.candidate.store.quads_for_pattern(None, term(prop), None)
            if isinstance(quad.object, NamedNode)
        )
        return {key.replace("--", "/").replace("open", "..") for key in found}

    def _describe(self) -> None:
        """Write graph/dataset: digests, reports, provenance, and the dataset as a whole.

        What belongs to graphs that are kept, their reports and when they were made, is kept too.
        """
        store, digests = self.candidate.store, self.sources.digests
        before = list(self.kept(dataset.DATASET))
        store.extend(dataset.digest_quads(digests))
        same = frozenset(digests) - self.stale
        store.extend(dataset.reports_of(before, same - frozenset(self.reports)))
        for name, report in self.reports.items():
            store.extend(dataset.report_quads(name, report))
        now = provenance.Moment(moment.now(), __version__)
        kept = {name: at for name, at in provenance.moments(before).items() if name in same}
        made = list(makings(self.sources, {**dict.fromkeys(digests, now), **kept}))
        store.extend(provenance.making_quads(made))
        if self.sources.dataset.is_file():
            store.extend(_said(self.sources.dataset))
        description.describe(store, max(each.moment.at for each in made))

    def _read_kept(self, report: Report) -> None:
        """Read the files of kept articles that findings speak of: these say file and line."""
        named = {told.article_of(finding) for finding in report.findings} - set(self.articles)
        for name, path in self.sources.articles.items():
            if name in named:
                self.articles[name] = article_files.load(path, self.sources.data.parent)

    def _judge(self, name: NamedNode, report: Report) -> None:
        self.reports[name] = report
        for finding in report.findings:
            error = told.error(finding, self.articles, self.registry)
            refused = finding.severity is Severity.VIOLATION
            (self.candidate.errors if refused else self.candidate.warnings).append(error)


def _with_types(mapped: Mapped, known: Registry) -> bytes:
    """The article's graph and the class of all that it names elsewhere, as N-Triples."""
    types = [Triple(entity(*key), RDF_TYPE, _class(key, known)) for key in mapped.entities]
    for edtf in mapped.periods:
        period = entity("period", Period.parse(edtf).key)
        types.append(Triple(period, RDF_TYPE, term("cdo:Period")))
    return _triples(mapped.quads) + (serialize(types, format=RdfFormat.N_TRIPLES) or b"")


def _class(key: EntityKey, known: Registry) -> NamedNode:
    kind, code = key
    if kind == "division":
        return term(f"cdo:{known.divisions[code].level.capitalize()}")
    return term("cdo:Article") if kind == "article" else CLASSES[kind]


def _triples(quads: Iterable[Quad]) -> bytes:
    return serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES) or b""


def _split(report: Report, beginning: str) -> tuple[Report, Report]:
    """The findings on focus nodes whose IRIs begin so, and all others."""
    within: list[Finding] = []
    without: list[Finding] = []
    for finding in report.findings:
        (within if finding.focus_node.value.startswith(beginning) else without).append(finding)
    return Report(tuple(within)), Report(tuple(without))


def _said(path: Path) -> list[Quad]:
    """What people say of the dataset; raises DataError `data-turtle` where it cannot be read."""
    try:
        return list(document_quads((path,), dataset.DATASET))
    except SyntaxError as error:
        raise DataError(
            "data-turtle",
            zh=f"该文件不是 Turtle:{error}。",
            en=f"The file is not Turtle: {error}.",
            mend_zh="请在所示之处改正。",
            mend_en="Correct it at the place told.",
            file=f"data/{path.name}",
        ) from error


def _flat(error: KgError) -> tuple[KgError, ...]:
    return error.errors if isinstance(error, CombinedError) else (error,)


def _no_data(file: str) -> DataError:
    return DataError(
        "data-missing",
        zh="缺少区划表:这不是数据文件夹。",
        en="The table of divisions is not there: this is no data folder.",
        mend_zh="请检查 --data 或 KG_DATA。",
        mend_en="Check --data, or KG_DATA.",
        file=file,
    )


def _no_corpus(folder: str) -> CorpusError:
    return CorpusError(
        "corpus-missing",
        zh="语料文件夹不存在。",
        en="The folder of the corpus is not there.",
        mend_zh="请检查 KG_CORPUS,或不设该项。",
        mend_en="Check KG_CORPUS, or leave it unset.",
        file=folder,
    )
