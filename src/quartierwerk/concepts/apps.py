"""Django's entry for concepts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class ConceptsConfig(AppConfig):
    """The room as a Django app; ``ready`` fills the slots."""

    name = "quartierwerk.concepts"
    label = "concepts"

    def ready(self) -> None:
        """Register what the room offers."""
        from quartierwerk.concepts import offers  # noqa: PLC0415 -- after all apps are loaded
        from quartierwerk.concepts.offers import due, searched  # noqa: PLC0415 -- after all apps are loaded
        from quartierwerk.concepts.phrases import trail  # noqa: PLC0415 -- after all apps are loaded
        from quartierwerk.concepts.queries.verification import verify_revisions, verify_steps  # noqa: PLC0415 -- after all apps are loaded
        from quartierwerk.foundation.audit import verifiers  # noqa: PLC0415 -- after all apps are loaded
        from quartierwerk.foundation.keeping import phrases as keeping  # noqa: PLC0415 -- after all apps are loaded
        from quartierwerk.foundation.slots import registry  # noqa: PLC0415 -- after all apps are loaded

        registry.subjects.register("concept", offers.describe_concepts)
        registry.subjects.register("measure", offers.describe_measures)
        registry.subject_scopes.register("concept", offers.scopes_of_concepts)
        registry.subject_scopes.register("measure", offers.scopes_of_concepts)
        registry.threads.register("concepts", offers.knots)
        registry.site_tabs.register("concepts", offers.site_tabs)
        trail.register()
        keeping.name_tasks({"concepts.print_revision": gettext_lazy("Fassung drucken")})
        verifiers.register("concepts", verify_revisions)
        verifiers.register("steps", verify_steps)
        registry.desk.register("concepts", offers.desk_items)
        registry.deadlines.register("measure_ends", due.MEASURE_ENDS)
        registry.search_sources.register("resolved", searched.RESOLVED)
        registry.search_sources.register("working", searched.WORKING)
        registry.digest_items.register("concepts", offers.digest_items)
