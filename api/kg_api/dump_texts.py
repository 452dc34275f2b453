"""The words of the page of downloads in zh and en; a test holds that both say the same things."""

from collections.abc import Mapping

from kg.errors import Language

TEXTS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "name": "县域知识图谱",
        "title": "数据下载",
        "lead": "全部数据的 RDF，以及供 pandas、R 与电子表格使用的表。没有的不等于零：没有任何一行是补出来的。"
        "变量的含义见 codebook.csv。",
        "other_language": "English",
        "skip": "跳到正文",
        "files": "文件",
        "file": "文件",
        "what": "内容",
        "size": "大小",
        "digest": "SHA-256",
        "resume": "下载可续传：",
        "check": "核对：",
        "kept": "以上地址总给出当前版本。引用时请用此版本的固定地址：",
        "older": "这是固定的版本。当前版本：",
        "machine": "供程序使用的本页：",
        "snapshot": "快照",
        "published": "发布于",
        "licence": "数据以 CC BY 4.0 许可提供；报道原文不在其中。",
    },
    "en": {
        "name": "County KG",
        "title": "Downloads",
        "lead": "All data as RDF, and tables for pandas, R and spreadsheets. What is absent is not "
        "zero: no row is made up. What a variable means stands in codebook.csv.",
        "other_language": "中文",
        "skip": "Skip to content",
        "files": "Files",
        "file": "File",
        "what": "Content",
        "size": "Size",
        "digest": "SHA-256",
        "resume": "A download can be resumed:",
        "check": "To check it:",
        "kept": "These addresses always give the current version. To cite this one, use its own:",
        "older": "This is one version, for good. The current one:",
        "machine": "This page for programs:",
        "snapshot": "Snapshot",
        "published": "published",
        "licence": "The data is offered under CC BY 4.0; the articles themselves are not in it.",
    },
}
