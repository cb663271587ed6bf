"""Forms of meetings and bodies: a file for each thing."""
