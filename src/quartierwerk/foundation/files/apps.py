"""Django's entry for files."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Uploaded files, as a Django app."""

    name = "quartierwerk.foundation.files"
    label = "files"

    def ready(self) -> None:
        """Register how files are verified and what their deed reads like."""
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 -- after all apps are loaded

        from quartierwerk.foundation.audit import phrases, verifiers  # noqa: PLC0415 -- after all apps are loaded
        from quartierwerk.foundation.files.verification import verify_files  # noqa: PLC0415 -- after all apps are loaded

        phrases.say({"files:file:store": _("hat eine Datei hochgeladen")})
        verifiers.register("files", verify_files)
