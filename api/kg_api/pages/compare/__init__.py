"""Counties side by side: which ones are meant, their figures and honors, and what differs.

choosing ─▶ gathering ─▶ figures, honors (with notes) ─▶ templates/compare.html
"""
