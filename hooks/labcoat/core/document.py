"""Documents: one file each, read once."""

from __future__ import annotations

from labcoat.core.kinds import kind_of, kind_of_shebang

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.decode import Text
    from labcoat.core.models.source import Source
    from labcoat.core.notebook import Notebook
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.rule import Options
    from labcoat.core.segment import Segment

TEXT_FOR_A_ZERO = 20  # bytes of a text file for each zero byte in it, or more
CONTROLS = bytes({*range(32), 127} - set(b"\b\t\n\f\r\x1b"))  # bytes that text has none of
MOST_PROBLEMS = 100  # of one notebook that are reported one by one


class Document:
    """A file's bytes, and what could be made of them.

    `decoded` is None for bytes that are no text. `problems` are (what is wrong, offset in the text) and make
    `unreadable-file` findings; `options` are the configuration tables by rule family; `packages` are what a rule has
    found to be installed. `segments` are kept for whoever looks at the document next: what is parsed once stays so.
    `source` is what the bytes of a possible model are read from; `data` is empty then, unless it may be text as well.
    `mode` is that of a file that has been opened (st_mode), 0 where nobody has asked.
    """

    __slots__ = (
        "data",
        "decoded",
        "kind",
        "mode",
        "notebook",
        "options",
        "packages",
        "path",
        "problems",
        "segments",
        "source",
    )

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.data = data
        self.kind = kind_of(path)
        self.decoded: Text | None = None
        self.notebook: Notebook | None = None
        self.problems: list[tuple[str, int]] = []
        self.options: dict[str, Options] = {}
        self.packages: Packages | None = None
        self.segments: list[Segment] | None = None
        self.source: Source | None = None
        self.mode = 0

    @property
    def text(self) -> str:
        """The decoded text; empty where there is none."""
        return self.decoded.text if self.decoded else ""


def read_document(path: str, data: bytes, kind: str = "") -> Document:
    """Make a document of a file's bytes; its kind is that of its name, unless it is known. Never raises.

    What is wrong with the bytes is in `problems`.
    """
    document = Document(path, data)
    document.kind = kind or document.kind
    if document.kind == "other" and data.startswith(b"#!"):
        document.kind = kind_of_shebang(data.partition(b"\n")[0])
    if document.kind == "model" or (document.kind == "other" and not is_text(data[:8192])):
        return document
    from labcoat.core.decode import decode

    try:
        document.decoded = decode(data, _declared_encoding(document))
    except (UnicodeError, LookupError) as error:
        _recover(document, error)
    if document.kind == "notebook" and not document.problems:
        _read_cells(document)
    return document


def too_large(path: str, limit: int) -> Document:
    """A document in place of a file of more than `limit` bytes: nothing of it is looked at, and that is a problem."""
    document = Document(path, b"")
    document.problems.append((f"larger than {limit:,} bytes, so it was not checked: see `max-bytes`", 0))
    return document


def is_text(head: bytes) -> bool:
    """Whether a file that begins like this may be text: also UTF-16, and text into which some zero bytes have got."""
    if b"\0" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        return True
    rest = head.replace(b"\0", b"")
    if rest.translate(None, CONTROLS) != rest:
        return False
    from labcoat.core.decode import wide_encoding

    return wide_encoding(head) != "" or ((len(head) - len(rest)) * TEXT_FOR_A_ZERO <= len(head) and _is_utf_8(rest))


def _is_utf_8(head: bytes) -> bool:
    """Whether bytes are UTF-8, with a character cut off at the end perhaps."""
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4
    return True


def _declared_encoding(document: Document) -> str:
    """The encoding that a file's first two lines declare, PEP 263; empty for UTF-8, our default."""
    if document.kind == "requirements":
        return requirements_encoding(document.data)
    head = _first_lines(document.data) if document.kind == "python" else b""
    _, found, after = head.partition(b"coding")
    if not found or (b"coding" not in after and after[1:].lstrip().lower().startswith((b"utf-8", b"utf8"))):
        return ""
    import re

    declared = re.search(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", head, re.MULTILINE)
    return declared.group(1).decode("ascii") if declared else ""


def requirements_encoding(data: bytes) -> str:
    """The encoding that pip takes a requirements file to be in, where a comment in its first two lines says one."""
    for line in data.split(b"\n", 2)[:2]:
        if line.startswith(b"#") and b"coding" in line:
            import re

            declared = re.search(rb"coding[:=]\s*([-\w.]+)", line)
            if declared:
                return declared[1].decode("ascii")
    return ""


def _first_lines(data: bytes) -> bytes:
    """The lines in which Python looks for an encoding: the second one only where the first is blank or a comment."""
    lines: list[bytes] = []
    at = 0
    while len(lines) < 2 and (not lines or lines[0].lstrip(b" \t\f\r")[:1] in (b"#", b"")):
        end = min([end for end in (data.find(b"\n", at), data.find(b"\r", at)) if end >= 0], default=len(data))
        lines.append(data[at:end])
        at = end + 2 if data[end : end + 2] == b"\r\n" else end + 1
    return b"\n".join(lines)


def _recover(document: Document, error: Exception) -> None:
    """Text in an unknown encoding is still looked at, byte for byte; of a notebook no cells are read then."""
    known = document.kind not in ("other", "text", "markdown")
    if known:
        where = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        document.problems.append((f"not valid {getattr(error, 'encoding', 'text in the declared encoding')}{where}", 0))
    from labcoat.core.decode import Text

    document.decoded = Text(document.data.decode("latin-1"), "latin-1", b"")


def _read_cells(document: Document) -> None:
    from labcoat.core.notebook import explained, read_notebook
    from labcoat.core.spans import JSONError

    text = document.text
    try:
        document.notebook = read_notebook(text)
        document.problems += _first(document.notebook.problems)
    except JSONError as error:
        document.problems.append(explained(text, error))
    except RecursionError:
        document.problems.append(("not a readable notebook: nested too deeply", 0))


def _first(problems: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """The first problems, and how many more there are: a file of a hundred thousand broken cells is one to look at."""
    first, rest = problems[:MOST_PROBLEMS], problems[MOST_PROBLEMS:]
    return [*first, (f"{len(rest):,} more problems like these", rest[0][1])] if rest else first
