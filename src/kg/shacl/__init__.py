"""SHACL: what may enter the store.

`gate` validates one graph (an article, the registry) by pySHACL, `storewide` runs the rules that
need the whole store as SPARQL in Oxigraph, and `report` is what both return.
"""
