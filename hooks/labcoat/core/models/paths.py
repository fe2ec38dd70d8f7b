"""Paths in model files: those that lead out of the folder that the model is in."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.place import Place

_ADVICE = "remove the member, or write the archive again with paths inside of its folder"


def way_out(path: str) -> str:
    """How a path leaves the folder it is relative to, as the end of a sentence; empty if it does not."""
    if "\0" in path:
        return "has a NUL byte in it"
    if "://" in path[:40]:
        return "is a URL"
    plain = path.replace("\\", "/")
    if plain.startswith("/") or (plain[1:2] == ":" and plain[:1].isalpha()):
        return "is absolute"
    if plain.startswith("~"):
        return "is in a home folder"
    return "leads out of the model's folder" if _goes_up(plain) else ""


def _goes_up(path: str) -> bool:
    depth = 0
    for part in path.split("/"):
        depth += {"..": -1, ".": 0, "": 0}.get(part, 1)
        if depth < 0:
            return True
    return False


def say_way_out(inspection: Inspection, place: Place, name: str, target: str = "") -> None:
    """Note a member whose name, or the target of the link that it is, leads out of the folder of the archive."""
    reason = way_out(target or name)
    if target and reason != "is absolute":
        reason = way_out(f"{name.rpartition('/')[0]}/{target}".lstrip("/"))
    if not reason or reason in ("is a URL", "is in a home folder"):
        return
    what = f"the link `{name}` to `{target}`" if target else f"the member `{name}`"
    message = f"{what} {reason}: unpacking the archive would write or read files elsewhere"
    inspection.see("path", place, f"{name} -> {target}" if target else name, message, _ADVICE)
