"""The routes of the service, a module for each purpose; each makes its routes from what it needs."""
