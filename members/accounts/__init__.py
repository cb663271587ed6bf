"""How people come in: what django-allauth asks this portal about accounts, and what the portal adds to it."""
