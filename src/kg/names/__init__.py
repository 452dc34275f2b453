"""Names: what entities are called, how people write it, and which entity a written name means."""
