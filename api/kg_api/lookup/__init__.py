"""The JSON lookup: names to entities, entities as records, lists, comparisons."""
