"""Lookup: what a snapshot holds of each resource, ready to be read without a query."""
