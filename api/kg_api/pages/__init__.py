"""The pages of entities."""
