"""What the Secretariat's procedures tell by letter: a file for each thing."""
