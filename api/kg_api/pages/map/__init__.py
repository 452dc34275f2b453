"""Counties as points by an indicator or an honor: what is told of them, and where they stand.

showing (facts ─▶ spots) ─▶ plane (degrees ─▶ a drawing) ─▶ templates/map.html
"""
