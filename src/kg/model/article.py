"""A fact file as a whole: the article's record and its facts, checked as far as no text is needed.

What needs the text (offsets, figures, wording) is in `kg.model.review`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, Field, NonNegativeInt, PositiveInt, StringConstraints

from kg.errors import CombinedError, DataError
from kg.model import files
from kg.model.base import ArticleId, FactRef, Many, Model, Some
from kg.model.fact import AnyFact, Edtf, Fact
from kg.model.quantity import numbers_in
from kg.model.text import LocatorField

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.model.text import Locator

Known = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Unknown = Literal["unknown"]
MAX_FACTS = 100_000


def _one_date(edtf: str) -> str:
    if "/" in edtf:
        raise ValueError(f"{edtf!r} is an interval: a date is a year, month or day")
    return edtf


class Record(Model):
    """What is known of the article itself; each detail is known or explicitly `unknown`."""

    id: ArticleId
    headline: Known
    byline: Known
    newspaper: Unknown | Known
    date: Unknown | Annotated[Edtf, AfterValidator(_one_date)]
    date_inferred: bool = False
    page: Unknown | Known
    url: Unknown | Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=2000)]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    paragraphs: Annotated[tuple[NonNegativeInt, ...], Field(min_length=1)]


class NotAsserted(Model):
    """A number of the text that no fact carries, and why."""

    at: Some[LocatorField]
    reason: Annotated[str, StringConstraints(min_length=1, max_length=200)]


class ArticleFile(Model):
    """The form of `data/articles/<id>.yaml`."""

    article: Record
    next_fact: Annotated[PositiveInt, Field(le=MAX_FACTS)]
    withdrawn: Many[PositiveInt] = ()
    not_asserted: tuple[NotAsserted, ...] = ()
    facts: tuple[AnyFact, ...]


@dataclass(frozen=True)
class Article:
    """A checked fact file and the document it was read from."""

    record: Record
    facts: tuple[Fact, ...]
    not_asserted: tuple[NotAsserted, ...]
    withdrawn: tuple[int, ...]
    next_fact: int
    document: files.Document

    @property
    def id(self) -> str:
        """The article's id, such as a1."""
        return self.record.id

    def line_of(self, fact_id: str, key: str | None = None) -> int | None:
        """Return the line (from 1) of a fact, or of one of its keys."""
        for index, fact in enumerate(self.facts):
            if fact.id == fact_id:
                path: files.Path_ = ("facts", index)
                return self.document.line((*path, key) if key else path)
        return None

    def error(
        self, code: str, fact: str | None, at: str | files.Path_ = (), **words: str
    ) -> DataError:
        """Make an error that says in which file, line and fact it is.

        `at` is a key of the fact (of the file, where there is no fact), or a path in the file.
        """
        if isinstance(at, str):
            line = self.line_of(fact, at) if fact else self.document.line((at,))
        else:
            line = self.document.line(at)
        return DataError(code, file=self.document.file, line=line, subject=fact, **words)


def load(path: Path, root: Path | None = None) -> Article:
    """Read and check one fact file.

    Raises CombinedError: `data-…` for its form, `article-name`, `fact-duplicate`, `fact-number`,
    `fact-missing`, `fact-unknown`, `locator-range`, `figure-not-printed` for its content.
    """
    document = files.read(path, root)
    if not isinstance(document.content, dict):
        raise DataError(
            "data-invalid",
            zh="文件没有内容。",
            en="The file has no content.",
            mend_zh="需要 article 与 facts。",
            mend_en="It needs article and facts.",
            file=document.file,
            line=1,
        )
    parsed = files.validate(document, ArticleFile, lambda path: _fact_at(document, path))
    article = Article(
        parsed.article,
        parsed.facts,
        parsed.not_asserted,
        parsed.withdrawn,
        parsed.next_fact,
        document,
    )
    errors = list(_check(article, path.stem))
    if errors:
        raise CombinedError(errors)
    return article


def _fact_at(document: files.Document, path: files.Path_) -> str | None:
    """Return the id of the fact that a path leads into."""
    match path:
        case ("facts", int(index), *_):
            fact = document.content["facts"][index]
            name = fact.get("id") if isinstance(fact, dict) else None
            return name if isinstance(name, str) else None
    return None


def _check(article: Article, stem: str) -> Iterator[DataError]:
    if article.id != stem:
        yield article.error(
            "article-name",
            None,
            "article",
            zh=f"文件名为 {stem},而 id 为 {article.id}。",
            en=f"The file is named {stem}, and its id is {article.id}.",
            mend_zh="两者须一致。",
            mend_en="Make them the same.",
        )
    yield from _numbering(article)
    known = {fact.id for fact in article.facts}
    for index, fact in enumerate(article.facts):
        path = ("facts", index)
        yield from _references(article, fact, path, known)
        yield from _locators(article, fact.id, fact.at, (*path, "at"))
        yield from _figures(article, fact, path)
    for index, entry in enumerate(article.not_asserted):
        yield from _locators(article, None, entry.at, ("notAsserted", index, "at"))


def _numbering(article: Article) -> Iterator[DataError]:
    """Every number below nextFact is a fact's or withdrawn: none is lost, none is used again."""
    seen: set[int] = set()
    for index, fact in enumerate(article.facts):
        number = int(fact.id.rpartition("-")[2])
        if fact.id != f"{article.id}-{number:03d}" or number == 0:
            yield article.error(
                "fact-number",
                fact.id,
                ("facts", index, "id"),
                zh=f"{fact.id} 不是 {article.id} 的编号。",
                en=f"{fact.id} is no id of {article.id}.",
                mend_zh=f"请写成 {article.id}-017 的样子。",
                mend_en=f"Write it like {article.id}-017.",
            )
        elif number in seen or number in article.withdrawn or number >= article.next_fact:
            yield article.error(
                "fact-duplicate",
                fact.id,
                ("facts", index, "id"),
                zh=f"编号 {fact.id} 重复、已撤回或不小于 nextFact。",
                en=f"The number of {fact.id} is used twice, is withdrawn, or is not below nextFact.",
                mend_zh="请用 nextFact 的编号,并将其加一。",
                mend_en="Take the number nextFact and add one to it.",
            )
        seen.add(number)
    for number in sorted(set(range(1, article.next_fact)) - seen - set(article.withdrawn)):
        name = f"{article.id}-{number:03d}"
        yield article.error(
            "fact-missing",
            None,
            "nextFact",
            zh=f"{name} 既不在 facts 中,也不在 withdrawn 中。",
            en=f"{name} is neither among the facts nor withdrawn.",
            mend_zh="请恢复该事实,或将其编号列入 withdrawn。",
            mend_en="Put the fact back, or list its number under withdrawn.",
        )


def fact_references(fact: Fact) -> Iterator[tuple[str, str]]:
    """Yield (key, fact id) for every reference of a fact to a fact."""
    for name, info in type(fact).model_fields.items():
        if any(isinstance(mark, FactRef) for mark in info.metadata):
            value = getattr(fact, name)
            for target in value if isinstance(value, tuple) else (value,):
                if target:
                    yield info.alias or name, target


def _references(
    article: Article, fact: Fact, path: files.Path_, known: set[str]
) -> Iterator[DataError]:
    for key, target in fact_references(fact):
        own = target.rpartition("-")[0] == article.id
        if own and (target not in known or target == fact.id):
            yield article.error(
                "fact-unknown",
                fact.id,
                (*path, key),
                zh=f"{key} 指向的 {target} 不是本文的其他事实。",
                en=f"{key} points to {target}, which is no other fact of this article.",
                mend_zh="请改正编号。",
                mend_en="Correct the id.",
            )


def _locators(
    article: Article, fact: str | None, locators: tuple[Locator, ...], path: files.Path_
) -> Iterator[DataError]:
    lengths = article.record.paragraphs
    for locator in locators:
        within = locator.paragraph <= len(lengths) and locator.end <= lengths[locator.paragraph - 1]
        if not within:
            yield article.error(
                "locator-range",
                fact,
                path,
                zh=f"定位 {locator} 超出文章范围。",
                en=f"The locator {locator} is out of range.",
                mend_zh=f"文章各行的字数为 {list(lengths)}。",
                mend_en=f"The lines of the article have {list(lengths)} characters.",
            )


def _figures(article: Article, fact: Fact, path: files.Path_) -> Iterator[DataError]:
    """A figure stands in its own printed words: 1600 in 突破1600亿元, streak 4 in 四次蝉联."""
    pairs: tuple[tuple[str, str], ...] = (
        ("value", "value_text"),
        ("streak", "streak_text"),
        ("batch", "batch_text"),
    )
    for key, words in pairs:
        figure, printed = getattr(fact, key, None), getattr(fact, words, None)
        if figure is not None and printed is not None and figure not in numbers_in(printed):
            yield article.error(
                "figure-not-printed",
                fact.id,
                (*path, key),
                zh=f"{key} 为 {figure},而所印为“{printed}”。",
                en=f"{key} is {figure}, and what is printed is {printed!r}.",
                mend_zh="请改正数字或原文短语。",
                mend_en="Correct the figure or the phrase.",
            )
