"""The HTTP service of County KG. `kg_api.app.create_app` makes the application."""
