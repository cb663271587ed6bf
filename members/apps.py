from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "members"

    def ready(self) -> None:
        from members.accounts import journal, middleware  # noqa: F401 - both listen to what django-allauth tells

        journal.listen()
