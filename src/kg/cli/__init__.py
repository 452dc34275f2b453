"""The command line: `kg build | check | coverage | anchor | schema | query | serve | bench`."""

from kg.cli.app import app

__all__ = ["app"]
