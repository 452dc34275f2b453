"""Measurements: what is measured, beside which peer, with which load. `kg bench` prints them."""
