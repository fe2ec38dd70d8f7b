"""A document's packages through rules, with what could not be read of it."""

from __future__ import annotations

from labcoat.core.languages import unparsed_hits
from labcoat.core.packages.reading import read_packages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from labcoat.core.document import Document
    from labcoat.core.engine import RuleHit
    from labcoat.core.packages.requirement import Packages

NAME_A_FILE = "name a file of the repository, or accept the line with a comment: `# labcoat: ignore[unreadable-file]`"


def check_packages(document: Document, check: Callable[[Packages], Iterable[RuleHit]]) -> Iterator[RuleHit]:
    """Yield what `check` says, and then what is broken; the files that the document names are checked after it."""
    found, parts = read_packages(document)
    document.packages = found
    yield from check(found)
    yield from _unseen(found)
    parts.segments = [segment for segment in parts.segments if segment.has_been_read]  # lock files are not, for one
    yield from unparsed_hits(parts)


def _unseen(found: Packages) -> Iterator[RuleHit]:
    """The files that a requirements file names, and that were not looked at."""
    for reference, problem in found.missing() if found.references else ():
        from labcoat.core.reading import UNREADABLE_FILE
        from labcoat.core.rule import Hit

        shown = "what it names" if "://" in reference.path else f"`{reference.path}`"
        message = f"{shown} {problem}, so nothing in it was checked"
        yield UNREADABLE_FILE, Hit(reference.segment, reference.start, reference.end, message, NAME_A_FILE, "medium")
