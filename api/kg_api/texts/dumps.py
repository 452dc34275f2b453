"""The words of the page of downloads in zh and en."""

from collections.abc import Mapping

from kg.errors import Language

TEXTS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "title": "数据下载",
        "lead": "全部数据的 RDF，以及供 pandas、R 与电子表格使用的表。没有的不等于零：没有任何一行是补出来的。"
        "变量的含义见 codebook.csv。",
        "files": "文件",
        "file": "文件",
        "what": "内容",
        "size": "大小",
        "digest": "SHA-256",
        "use": "使用",
        "resume": "续传",
        "check": "核对",
        "kept": "此版本的固定地址，供引用",
        "older": "此页是固定的版本；当前版本",
        "snapshot": "快照",
        "published": "发布于",
    },
    "en": {
        "title": "Downloads",
        "lead": "All data as RDF, and tables for pandas, R and spreadsheets. What is absent is not "
        "zero: no row is made up. What a variable means stands in codebook.csv.",
        "files": "Files",
        "file": "File",
        "what": "Content",
        "size": "Size",
        "digest": "SHA-256",
        "use": "Use",
        "resume": "To resume a download",
        "check": "To check it",
        "kept": "This version for good, to be cited",
        "older": "This page is of one version; the current one",
        "snapshot": "Snapshot",
        "published": "published",
    },
}
