"""County KG: newspaper articles about China's counties as facts with evidence.

The way of the data, which is also the order of the packages:
`model` (typed facts from files) → `mapping` (quads) → `shacl` (gate) → `store` (Oxigraph on disk,
snapshots) → `engine` (queries), put together by `build` and offered by `cli` and `kg_api`.
"""

from importlib.metadata import version

__version__ = version("county-kg")
