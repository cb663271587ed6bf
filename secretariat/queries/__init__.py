"""Reads for the desks and the procedures of the Secretariat: a file for each thing."""
