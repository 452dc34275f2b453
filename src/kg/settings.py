"""The settings of County KG, one typed class, read from the environment (`KG_…`) or a file.

Nothing reads a setting from a module: whoever needs one is given the object.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from kg import assets


class Settings(BaseSettings):
    """Every setting, with its default; the environment name is `KG_` and the name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix="KG_", env_file="kg.env", extra="ignore", frozen=True
    )

    data: Path = Field(
        default_factory=lambda: assets.folder("data"),
        description="Folder of the facts: articles/, registry/, divisions/.",
    )
    store: Path = Field(
        default=Path("store"), description="Folder of the store on disk and its snapshots."
    )
    corpus: Path | None = Field(
        default=None, description="Folder of the texts (a1.txt …); absent: no quotations."
    )
    show_texts: bool = Field(
        default=True,
        description="Whether pages show the lines of the texts in KG_CORPUS, where there are any.",
    )
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port to listen on.")

    public_url: str | None = Field(
        default=None,
        pattern=r"^https?://[^\s?#]+$",
        description="Address under which users reach the service; absent: as each request says.",
    )
    base_path: str = Field(
        default="",
        pattern=r"^(/[^/\s?#]+)*$",
        description="Path before every address, where a proxy offers the service below its root.",
    )
    trusted_proxies: str = Field(
        default="127.0.0.1,::1",
        description="Addresses or networks, by comma, whose X-Forwarded-For and -Proto count.",
    )

    workers: int = Field(default=2, gt=0, le=64, description="Queries that run at one time.")
    query_timeout: float = Field(
        default=30.0,
        gt=0,
        description="Seconds that a query may take; the time in which its reader is behind is free.",
    )
    read_timeout: float = Field(
        default=900.0,
        gt=0,
        description="Seconds that an answer may take in all, its reader's time included.",
    )
    query_memory: int = Field(
        default=1024, gt=0, description="MiB that a query may use beyond the data."
    )
    worker_memory: int = Field(
        default=2048,
        ge=0,
        description="MiB that the workers may keep together beyond the data, for the next queries.",
    )
    total_memory: int | None = Field(
        default=None,
        gt=0,
        description="MiB that the workers may hold together beyond the data; beyond it the query "
        "that holds the most is ended. Absent: half of what the machine or the container has.",
    )
    default_graph: Literal["union", "standard"] = Field(
        default="union",
        description="Default graph of a query that names none: of all named graphs, or the store's.",
    )

    cache_bytes: int = Field(
        default=24 << 20,
        ge=0,
        description="Bytes of answers that are kept for queries that come again, and as many of "
        "documents of entities; 0: none.",
    )
    max_query_length: int = Field(
        default=100_000, gt=0, description="Characters that a query may have."
    )
    max_depth: int = Field(
        default=200, gt=0, description="Brackets that may be open at one time in a query."
    )
    max_body: int = Field(
        default=1_000_000, gt=0, description="Bytes that a query's or an update's request may have."
    )
    max_document: int = Field(
        default=50_000_000, gt=0, description="Bytes that a document for the graph store may have."
    )
    max_resolve_rows: int = Field(
        default=10_000, gt=0, description="Rows that one request may resolve."
    )
    max_resolve_body: int = Field(
        default=5_000_000, gt=0, description="Bytes that the rows of one request may have."
    )
    max_url: int = Field(default=65_536, gt=0, description="Bytes that the request's URL may have.")
    max_headers: int = Field(
        default=32_768, gt=0, description="Bytes that the headers of a request may have together."
    )
    max_connections: int = Field(
        default=500, gt=0, description="Connections that may be open at one time."
    )
    header_timeout: float = Field(
        default=10.0, gt=0, description="Seconds in which the head of a request must have come."
    )
    body_timeout: float = Field(
        default=60.0, gt=0, description="Seconds in which the body of a request must have come."
    )
    send_timeout: float = Field(
        default=60.0, gt=0, description="Seconds for which a client may take nothing."
    )
    keep_alive: float = Field(
        default=65.0, gt=0, description="Seconds after which an idle connection is closed."
    )
    shutdown_timeout: float = Field(
        default=20.0, ge=0, description="Seconds that running answers get to finish on SIGTERM."
    )
    rate_limit: int = Field(
        default=0, ge=0, description="Requests a minute from one address; 0: no limit."
    )
    rate_burst: int = Field(
        default=20, gt=0, description="Requests at once that the rate limit lets pass."
    )
    metrics: Literal["local", "all", "none"] = Field(
        default="local",
        description="Who may read /metrics: this machine alone, everybody, or nobody.",
    )
    map: bool = Field(
        default=True, description="Whether /map shows counties as points; false: there is none."
    )
    access_log: bool = Field(default=True, description="Whether each request is logged.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="What is logged, at least."
    )

    empty: bool = Field(default=False, description="Serve an empty dataset in memory alone.")
    writable: bool = Field(
        default=False, description="Take SPARQL Update and Graph Store writes (with the token)."
    )
    gate: bool = Field(default=True, description="Whether writes pass the SHACL gate.")
    token: SecretStr | None = Field(default=None, description="Token that writes must bear.")
