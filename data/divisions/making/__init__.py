"""The parts of make_divisions.py: sources, history, names."""
