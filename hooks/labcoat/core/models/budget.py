"""How much of a hostile file is read: every reader spends from one budget, and running out of it is a finding."""

from __future__ import annotations

INFLATED = 256 << 20  # bytes that may come out of decompressors, whatever the file's size
RATIO = 20  # and as many times the size of the file
HELD = 64 << 20  # bytes of one compressed member that are held in memory, where its format is not read forwards
MEMBERS = 200_000  # of all containers in a file
OPCODES = 40_000_000  # of all pickles in a file: about half a minute
DEPTH = 8  # containers in containers


class ExhaustedError(Exception):
    """A budget has run out. The message says which; `is_bomb` where no honest file needs as much."""

    def __init__(self, message: str, is_bomb: bool = False) -> None:
        super().__init__(message)
        self.is_bomb = is_bomb


class Budget:
    """What is left for the file that is being read."""

    __slots__ = ("_inflated", "_members", "_opcodes")

    def __init__(self, size: int) -> None:
        self._inflated = INFLATED + RATIO * size
        self._members = MEMBERS
        self._opcodes = OPCODES

    @property
    def is_spent(self) -> bool:
        """Whether nothing more is to be decompressed."""
        return self._inflated < 0

    def inflate(self, size: int) -> None:
        """Spend bytes that came out of a decompressor. Raises ExhaustedError."""
        self._inflated -= size
        if self._inflated < 0:
            raise ExhaustedError(f"more than {RATIO} times its size and {INFLATED >> 20} MB when decompressed", True)

    def member(self) -> None:
        """Spend one member of a container. Raises ExhaustedError."""
        self._members -= 1
        if self._members < 0:
            raise ExhaustedError(f"more than {MEMBERS:,} members")

    def opcodes(self, count: int) -> None:
        """Spend opcodes of a pickle. Raises ExhaustedError."""
        self._opcodes -= count
        if self._opcodes < 0:
            raise ExhaustedError(f"more than {OPCODES:,} opcodes")
