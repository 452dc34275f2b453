"""Pages of entities: from a description to view models, and from these to HTML.

reading ─▶ names ─▶ sentences, figures, evidence ─▶ facts ─▶ groups ─▶ entity ─▶ templates
"""
