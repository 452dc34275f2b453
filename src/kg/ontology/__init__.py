"""The ontology for its readers: as one document, as terms, as diagrams, as a JSON-LD context."""
