from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "crm_portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        from crm_portal import checks  # noqa: F401
