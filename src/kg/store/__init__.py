"""Oxigraph on disk, and the snapshots made from it.

`primary` the one store that is written · `snapshot` the immutable folders that are read.
"""
