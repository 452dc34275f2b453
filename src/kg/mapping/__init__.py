"""Typed facts and entities → quads.

`terms` literals and types · `facts` one article's graph · `entities` registry, units, periods and
divisions · `ontology` the ontology as a named graph · `inference` what follows by rule ·
`dataset` what the store knows of its own graphs.
"""
