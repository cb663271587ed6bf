"""Tables that people fill in, read into lines."""
