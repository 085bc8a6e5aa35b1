"""From an uploaded boundary file to one polygon somebody can look at before it becomes a version.

Reading changes nothing. A crossing is shown repaired beside its original area, and is repaired only
with consent; problems no repair can mend (another place on earth, exchanged axes) stop the import.
"""

from dataclasses import dataclass

from quartierwerk.foundation.geo import geometry as geo
from quartierwerk.foundation.geo import reference_systems
from quartierwerk.foundation.geo.reading import read_boundary
from quartierwerk.foundation.geo.refusals import BoundaryError, InvalidGeometryError, LeftOutError
from quartierwerk.places.core.facts import Boundary


@dataclass(frozen=True, slots=True)
class BoundaryPreview:
    """What an uploaded file would become.

    ``geometry`` is sound where ``can_be_confirmed``; areas are whole square metres. ``notes`` are
    problems one can live with, ``faults`` those a repair mends, ``stops`` those it does not.
    """

    geometry: geo.Geometry
    area_m2: int
    area_as_drawn_m2: int
    parts: int
    crs_title: str
    crs: str
    faults: tuple[BoundaryError, ...]
    stops: tuple[BoundaryError, ...]
    notes: tuple[BoundaryError, ...]

    @property
    def needs_repair(self) -> bool:
        """Tell whether the file contradicts itself and may be mended with consent."""
        return bool(self.faults)

    @property
    def can_be_confirmed(self) -> bool:
        """Tell whether nothing stands in the way."""
        return not self.stops

    def boundary(self, sha256: str) -> Boundary:
        """Return the value the deed takes."""
        return Boundary(self.geometry, repaired=self.needs_repair, file_crs=self.crs, file_sha256=sha256)


def preview(content: bytes) -> BoundaryPreview:
    """Read the file and join its areas into one boundary.

    Raises:
        BoundaryError: the file cannot be used at all.
    """
    source = read_boundary(content)
    faults = tuple(problem for problem in source.problems if isinstance(problem, InvalidGeometryError))
    notes = tuple(problem for problem in source.problems if isinstance(problem, LeftOutError))
    stops = tuple(problem for problem in source.problems if problem not in faults and problem not in notes)
    drawn = geo.joined(source.features)
    mended = geo.repair(drawn) if faults else None
    geometry = mended.geometry if mended else drawn
    return BoundaryPreview(
        geometry=geometry,
        area_m2=geo.area_m2(geometry),
        area_as_drawn_m2=mended.area_before_m2 if mended else geo.area_m2(drawn),
        parts=len(source.features),
        crs_title=reference_systems.title(source.crs),
        crs=source.crs,
        faults=faults,
        stops=stops,
        notes=notes,
    )
