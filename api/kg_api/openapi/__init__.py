"""The description of the service in OpenAPI 3.1, whole: what FastAPI knows, and all the rest."""
