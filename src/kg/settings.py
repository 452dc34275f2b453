"""The settings of County KG, one typed class, read from the environment (`KG_…`) or a file.

Nothing reads a setting from a module: whoever needs one is given the object.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
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
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port to listen on.")
    public_url: str | None = Field(
        default=None, description="Address under which users reach the service."
    )
    query_timeout: float = Field(default=30.0, gt=0, description="Seconds that a query may take.")
    max_query_length: int = Field(
        default=100_000, gt=0, description="Characters that a query may have."
    )
    max_body: int = Field(default=1_000_000, gt=0, description="Bytes that a request may have.")
    workers: int = Field(default=2, gt=0, le=64, description="Queries that run at one time.")
