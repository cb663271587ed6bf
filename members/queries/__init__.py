"""Reads over several tables: who takes part, who is due to confirm their contact data, what waits for somebody."""

from members.queries.participation import CRITERIA, Participation, participation

__all__ = ["CRITERIA", "Participation", "participation"]
