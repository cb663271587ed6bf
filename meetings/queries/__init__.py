"""Reads over bodies, meetings and plans, with what belongs to them, in few queries: a file for each thing."""
