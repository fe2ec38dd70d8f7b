"""`--no-index --find-links ./wheels`: only a folder is searched, so that what lies there decides on the versions."""

from __future__ import annotations

from labcoat.core.packages.requirement import CONDA_FORM, LEVELS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from labcoat.core.packages.requirement import Option, Requirement


def pin_by_folder(requirements: Iterable[Requirement], options: Iterable[Option]) -> None:
    """Mark the requirements of one command or file that come from a folder, where its options say that all do."""
    given = [option for option in options if option.name in ("no-index", "find-links")]
    folders = [option.value for option in given if option.name == "find-links"]
    if len(folders) == len(given) or not folders or any([_is_remote(folder) for folder in folders]):
        return
    for made in requirements:
        if made.level in LEVELS and not made.url and made.form != CONDA_FORM and not made.is_pinned_by:
            made.is_pinned_by = folders[0]


def _is_remote(place: str) -> bool:
    return "://" in place and not place.lower().startswith("file:")
