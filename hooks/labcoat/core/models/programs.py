"""Native programs and libraries in archives of models."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.place import Place
    from labcoat.core.models.source import Source

ARCHIVES = ("keras", "pt", "pth", "pt2", "ptl", "ckpt", "bin", "nemo", "mar", "skops", "npz", "joblib", "pkl", "h5")


def read(source: Source, place: Place, inspection: Inspection) -> None:
    """Report a program, if what it is in is a model: wheels and archives of software have them as well."""
    if not place.members:
        return
    archive = place.members[-2] if len(place.members) > 1 else inspection.path
    if archive.lower().rpartition(".")[2] not in ARCHIVES or not _is_program(source.read(0, 64)):
        return
    says = f"the model has a native program or library in it, `{place.name}`"
    inspection.see("code", place, place.name, says, "ship native code on its own, from where it is built and signed")


def _is_program(head: bytes) -> bool:
    """Whether a file begins as ELF, Mach-O or PE does, and not by chance."""
    if head.startswith(b"MZ"):
        return len(head) == 64 and 64 <= int.from_bytes(head[60:64], "little") < 4096
    return True
