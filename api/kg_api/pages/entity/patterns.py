"""How each kind of fact is said in zh and en: clauses with slots, as data.

A clause is left out where one of its slots is empty; a slot with `?` may be. The first clause
that can be said is the main one of its kind, the further ones follow it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.errors import Language


class Pattern(NamedTuple):
    """The main clause, of which the first that fits is taken, and the clauses after it."""

    main: tuple[str, ...]
    further: tuple[str, ...] = ()


_DOING_ZH = ("依托{under}", "{position}", "{batch}", "{period}")
_DOING_EN = ("under {under}", "{position}", "{batch}", "{period}")
_FIGURE_ZH = ("基期{basePeriod}", "依托{under}", "{batch}", "{period}")
_FIGURE_EN = ("compared with {basePeriod}", "under {under}", "{batch}", "{period}")

PATTERNS: Mapping[Language, Mapping[str, Pattern]] = {
    "zh": {
        "Conferral": Pattern(
            ("{recipient}{verb}{honor}", "{recipient}荣誉：{honor}"),
            (
                "{period}",
                "{streak}",
                "{batch}",
                "由{conferredBy}授予",
                "获授成果：{forWork}",
                "依托{under}",
            ),
        ),
        "Observation": Pattern(
            (
                "{about}{indicator}（{object}）：{figure}",
                "{about}{indicator}：{figure}",
                "{about}{object}：{figure}",
                "{about}{figure}",
            ),
            _FIGURE_ZH,
        ),
        "HonorTally": Pattern(
            ("{about}{verb}{honor}：{figure}", "{about}{honor}：{figure}"), _FIGURE_ZH
        ),
        "Activity": Pattern(
            ("{actor}{verb}{object}", "{actor}{object}", "{actor}{verb}"), _DOING_ZH
        ),
        "Partnership": Pattern(
            (
                "{party}合作{verb}{object}",
                "{party}合作：{object}",
                "{party}合作{verb}",
                "{party}合作",
            ),
            _DOING_ZH,
        ),
        "Goal": Pattern(
            (
                "{actor}{aim}{verb}{object}",
                "{actor}{aim}：{object}",
                "{actor}{aim}{verb}",
                "{about}{aim}{verb}{object}",
                "{about}{aim}：{object}",
                "{about}{aim}{verb}",
            ),
            ("关于{goalAbout}", *_DOING_ZH),
        ),
        "Claim": Pattern(("{label}",), ("依托{under}", "{period}")),
        "Engagement": Pattern(("{holder}任{employer}{post}",), ("{period}",)),
        "Byline": Pattern(("{about}署名：{credits}（{creditRole}）",), ("{position}",)),
        "Naming": Pattern(("{about}在文中称{name}（{nameKind}）",)),
        "Siting": Pattern(
            ("{about}位于{inside}，毗邻{beside}", "{about}位于{inside}", "{about}毗邻{beside}"),
            ("{period}",),
        ),
        "Composition": Pattern(("{whole}包括{part}（{partRole}）",), ("{position}", "{period}")),
    },
    "en": {
        "Conferral": Pattern(
            ("{recipient} {verb} {honor}", "{recipient} honor: {honor}"),
            (
                "{period}",
                "{streak}",
                "{batch}",
                "conferred by {conferredBy}",
                "for {forWork}",
                "under {under}",
            ),
        ),
        "Observation": Pattern(
            (
                "{about} {indicator} ({object}): {figure}",
                "{about} {indicator}: {figure}",
                "{about} {object}: {figure}",
                "{about} {figure}",
            ),
            _FIGURE_EN,
        ),
        "HonorTally": Pattern(
            ("{about} {verb} {honor}: {figure}", "{about} {honor}: {figure}"), _FIGURE_EN
        ),
        "Activity": Pattern(
            ("{actor} {verb} {object}", "{actor} {object}", "{actor} {verb}"), _DOING_EN
        ),
        "Partnership": Pattern(
            (
                "{party} together {verb} {object}",
                "{party} in partnership: {object}",
                "{party} together {verb}",
                "{party} in partnership",
            ),
            _DOING_EN,
        ),
        "Goal": Pattern(
            (
                "{actor} {aim} to {verb} {object}",
                "{actor} {aim}: {object}",
                "{actor} {aim} to {verb}",
                "{about} {aim} to {verb} {object}",
                "{about} {aim}: {object}",
                "{about} {aim} to {verb}",
            ),
            ("concerning {goalAbout}", *_DOING_EN),
        ),
        "Claim": Pattern(("{label}",), ("under {under}", "{period}")),
        "Engagement": Pattern(("{holder} is {post} of {employer}",), ("{period}",)),
        "Byline": Pattern(("{about} byline: {credits} ({creditRole})",), ("{position}",)),
        "Naming": Pattern(("{about} is called {name} ({nameKind})",)),
        "Siting": Pattern(
            (
                "{about} is in {inside}, beside {beside}",
                "{about} is in {inside}",
                "{about} is beside {beside}",
            ),
            ("{period}",),
        ),
        "Composition": Pattern(
            ("{whole} includes {part} ({partRole})",), ("{position}", "{period}")
        ),
    },
}

SUBJECTS: Mapping[str, str] = {
    "Conferral": "recipient",
    "Observation": "about",
    "HonorTally": "about",
    "Activity": "actor",
    "Partnership": "party",
    "Goal": "actor",
    "Engagement": "holder",
    "Byline": "about",
    "Naming": "about",
    "Siting": "about",
    "Composition": "whole",
}
"""The slot that is the grammatical subject; on that thing's own page it need not be said."""

AIMS: Mapping[Language, Mapping[str, str]] = {
    "zh": {"planned": "计划", "purpose": "旨在"},
    "en": {"planned": "plans", "purpose": "aims"},
}

VERBS: Mapping[str, tuple[str, str, str]] = {
    # code: (done, under way, infinitive)
    "won": ("won", "wins", "win"),
    "named": ("was named", "is named", "be named"),
    "approved": ("was approved as", "is approved as", "be approved as"),
    "selected": ("was selected as", "is selected as", "be selected as"),
    "shortlisted": ("was shortlisted for", "is shortlisted for", "be shortlisted for"),
    "listed": ("was listed as", "is listed as", "be listed as"),
    "retained": ("retained", "retains", "retain"),
    "holds": ("holds", "holds", "hold"),
    "issue": ("issued", "issues", "issue"),
    "draft": ("drafted", "drafts", "draft"),
    "set-up": ("set up", "sets up", "set up"),
    "build": ("built", "builds", "build"),
    "open": ("opened", "opens", "open"),
    "run": ("carried out", "carries out", "carry out"),
    "improve": ("improved", "improves", "improve"),
    "cultivate": ("cultivated", "cultivates", "cultivate"),
    "support": ("supported", "supports", "support"),
    "join": ("took part in", "takes part in", "take part in"),
    "survey": ("surveyed", "surveys", "survey"),
    "publicise": ("publicised", "publicises", "publicise"),
    "uphold": ("upheld", "upholds", "uphold"),
    "say": ("said", "says", "say"),
}
"""English forms of the codes of verbs; in zh the words as printed say it, or else the label."""
