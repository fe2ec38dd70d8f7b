"""Zip files by hand, for loaders do not agree on them: zipfile, the miniz of torch, those that read forwards.

Whatever one of them may take for a member is inspected: what a directory lists, and what has a local header of its
own. What they disagree about is told.
"""

from __future__ import annotations

from labcoat.core.models.budget import ExhaustedError
from labcoat.core.models.zips.checks import Archive, check_archive, check_directory, check_entry
from labcoat.core.models.zips.gaps import read_gaps
from labcoat.core.models.zips.members import read_member
from labcoat.core.models.zips.records import END, LOCAL, directories, entries, local_header
from labcoat.core.models.zips.streams import read_forwards

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.place import Place
    from labcoat.core.models.source import Source
    from labcoat.core.models.zips.records import Directory


def read(source: Source, place: Place, inspection: Inspection) -> None:
    """Inspect all members, and say what is odd about the archive."""
    held = _held(source, inspection)
    if held is None:
        read_forwards(Archive(source, place, inspection))
        return
    source = held
    archive = Archive(source, place, inspection)
    archive.directories = directories(source)
    if not archive.directories and source.read(0, 4) not in (LOCAL, END):
        return  # the bytes of an end record are in a file that is no zip file
    for directory in archive.directories:
        _read_directory(archive, directory)
    read_gaps(archive)
    check_archive(archive)


def _held(source: Source, inspection: Inspection) -> Source | None:
    """The source, or the bytes of a stream; None where they are too many. Raises ExhaustedError."""
    try:
        return inspection.hold(source)
    except ExhaustedError:
        if inspection.budget.is_spent:
            raise
    return None


def _read_directory(archive: Archive, directory: Directory) -> None:
    names: dict[bytes, int] = {}
    count, end = 0, directory.start
    for entry in entries(archive.source, directory):
        archive.inspection.budget.member()
        header = local_header(archive.source, entry.local + directory.shift)
        check_entry(archive, entry, header, names)
        if header is not None:
            read_member(archive, entry, header)
        count, end = count + 1, entry.start
    check_directory(archive, directory, count, end)
