"""Answering SPARQL queries from a snapshot, behind one interface."""
