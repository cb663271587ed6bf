"""Forms of texts: a file for each thing."""
