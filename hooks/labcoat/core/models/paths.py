"""Paths in model files: those that lead out of the folder that the model is in."""

from __future__ import annotations


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
