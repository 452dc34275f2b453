"""What makes the generated parts of docs/*.md: from the ontology, the data, the code."""
