from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """Collects interface strings as Django does, without guessing a translation from a similar string."""

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]
