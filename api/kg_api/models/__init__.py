"""The answers and the requests of the lookup, as models: they are checked, and they document it."""
