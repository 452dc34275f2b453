"""The words of what is drawn on the pages of entities: timelines, bars, trees, people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.errors import Language

PROFILE: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "timeline": "荣誉时间轴",
        "timeline_note": "箭头表示起止未述（如“2023年以来”）；没有横条的，原文未述时间。",
        "charts": "指标图",
        "charts_note": "一图一尺度：同一指标、同一度量、同一基本单位，从零画起；水平值与增速从不同图。",
        "ranking": "按数值排列",
        "ranking_note": "只比较同一度量、同一单位、同一时期、同一类对象。",
        "bounds": "横条末端有箭头的是界限（“超过”向右，“不到”向左），虚边的是约数，都不是准数。",
        "programs": "所涉行动、政策与平台",
        "programs_note": "按构成关系排成树；右侧为说明此项的事实。",
        "whole_tree": "构成",
        "people": "人物",
        "people_note": "谁说了什么：各人的陈述条数，右侧为其中的事实。",
        "column_honor": "荣誉",
        "column_recipient": "获授者",
        "column_time": "时间",
        "column_period": "时期",
        "column_item": "条目",
        "column_value": "数值",
        "column_evidence": "依据",
        "no_period": "时期未述",
        "first_of": "只画出前{}条，共{}条。",
        "here": "本页",
        "of": "对象：",
        "compare": "与其他县比较",
        "on_map": "在地图上看",
        "graph": "关系图",
        "graph_open": "展开关系图",
        "graph_close": "收起关系图",
        "graph_lead": "按关系分组：点一组展开其中条目，点条目接着展开它的关系，图下给出其页面的链接。与本页列表内容相同。",
        "graph_failed": "关系图没有取到数据。",
        "graph_page": "打开“{}”的页面",
        "graph_comma": "、",
        "graph_first": "条目分多页，只画出第一页的。",
        "graph_of": "{}的关系图",
    },
    "en": {
        "timeline": "Honors through time",
        "timeline_note": "An arrow stands where no first or last day is told (“since 2023”); where "
        "there is no bar, the text names no time.",
        "charts": "Indicators drawn",
        "charts_note": "One scale a chart: one indicator, one measure, one base unit, from nought. "
        "Levels and growth never share a chart.",
        "ranking": "By value",
        "ranking_note": "Compared is only what has the same measure, unit, period and kind.",
        "bounds": "A bar that ends in an arrow is a bound (“more than” points right, “less than” "
        "left), a broken edge means “about”: neither is an exact number.",
        "programs": "Programs, policies and platforms concerned",
        "programs_note": "Parts stand below their whole; on the right are the facts that say so.",
        "whole_tree": "Structure",
        "people": "People quoted",
        "people_note": "Who says how much, and in which facts.",
        "column_honor": "Honor",
        "column_recipient": "Recipient",
        "column_time": "Time",
        "column_period": "Period",
        "column_item": "Item",
        "column_value": "Value",
        "column_evidence": "Evidence",
        "no_period": "period not stated",
        "first_of": "Drawn are the first {} of {}.",
        "here": "this page",
        "of": "of ",
        "compare": "Compare with other counties",
        "on_map": "Show on the map",
        "graph": "Graph",
        "graph_open": "Open the graph",
        "graph_close": "Close the graph",
        "graph_lead": "Grouped by relation: click a group to see what is in it, and an entry to go "
        "on from there; the way to its page is below. It holds what the lists of this page hold.",
        "graph_failed": "There was no data to draw the graph from.",
        "graph_page": "Open the page of “{}”",
        "graph_comma": ", ",
        "graph_first": "The entries fill several pages; drawn are those of the first.",
        "graph_of": "Graph around {}",
    },
}
