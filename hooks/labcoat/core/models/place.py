"""Where something is in a model file: the members on the way, and a byte."""

from __future__ import annotations

LONGEST = 8000  # characters of what is told of a file: far more than a report shows, and than a key is long


def bounded(text: str) -> str:
    """A text, without its middle if it is very long: whoever wrote the file chose its length."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]}…{text[-LONGEST // 2 :]}"


class Place:
    """Byte `offset` of what `members` lead to: `model.tar.gz!a.zip!data.pkl @ 360` has the members a.zip, data.pkl."""

    __slots__ = ("members", "offset")

    def __init__(self, members: tuple[str, ...] = (), offset: int = -1) -> None:
        self.members = members
        self.offset = offset

    def at(self, offset: int) -> Place:
        """A byte of the same member."""
        return Place(self.members, offset)

    def inside(self, member: str) -> Place:
        """The beginning of a member of this one."""
        return Place((*self.members, bounded(member)))

    @property
    def name(self) -> str:
        """The innermost member; empty for the file itself."""
        return self.members[-1] if self.members else ""

    def __str__(self) -> str:
        """What follows the name of the file: `!archive/data.pkl @ 360`."""
        members = "".join([f"!{member}" for member in self.members])
        return f"{members} @ {self.offset}" if self.offset >= 0 else members
