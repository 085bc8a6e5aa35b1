"""One change of a working copy after the other: whoever writes holds the concept until the deed is done."""

from quartierwerk.concepts.core.changes import GoneMeanwhileError
from quartierwerk.concepts.models import ActionConcept, Measure


def hold(concept: ActionConcept) -> None:
    """Wait for others who write in this working copy; afterwards they wait for us. Part of a deed.

    What a deed then reads is what it changes: numbers are not given twice, an import and a form do not
    mix, and a revision freezes no half-written state.
    """
    ActionConcept.objects.select_for_update().only("pk").get(pk=concept.pk)


def hold_measure(measure: Measure) -> None:
    """Hold the measure's concept; afterwards the measure is there and stays until the deed is done.

    Raises:
        GoneMeanwhileError: somebody else took it out while we waited.
    """
    hold(measure.concept)
    if not Measure.objects.filter(pk=measure.pk).exists():
        raise GoneMeanwhileError
