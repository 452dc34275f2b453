"""Files → validated snapshot.

`sources` the files and their digests · `candidate` what the store would hold, gated ·
`sync` the whole way, idempotent · `told` findings of SHACL as errors with file and line.
"""

from kg.build.candidate import Candidate, prepare
from kg.build.sources import Sources
from kg.build.sync import MARKER, Summary, build, check, recover

__all__ = ["MARKER", "Candidate", "Sources", "Summary", "build", "check", "prepare", "recover"]
