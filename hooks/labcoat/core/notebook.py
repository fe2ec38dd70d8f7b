"""Notebooks, read without nbformat: every cell with its place in the file.

Formats: nbformat 2 and 3 (worksheets) and 4.0 to 4.5, https://nbformat.readthedocs.io/en/latest/format_description.html.
A cell is read by one call of the C scanner; its keys are walked one by one only when somebody asks where they are.
"""

from __future__ import annotations

from labcoat.core.spans import Item, JSONError, Member, scan_array, scan_object, scan_value, skip_space, value_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LFS_POINTER = "version https://git-lfs"  # https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
CONFLICT_MARKERS = ("<<<<<<< ", ">>>>>>> ")
CELL_TYPES = ("code", "markdown", "raw", "heading", "html")  # the last two: before nbformat 4
_READ_KEYS = ("cell_type", "source", "input")


class Cell:
    """One cell: `index` counts from 1 over all cells, `data` is its JSON object, read from `start` to `end`."""

    __slots__ = ("data", "end", "index", "notebook", "start")

    def __init__(self, notebook: Notebook, index: int, item: Item) -> None:
        self.notebook = notebook
        self.index = index
        self.start = item.start
        self.end = item.end
        self.data: dict[str, Any] = item.value

    @property
    def type(self) -> str:
        """`code`, `markdown`, `raw`, `heading`, or whatever the file says."""
        return _text_or_empty(self.data.get("cell_type"))

    @property
    def id(self) -> str | None:
        """The cell's id, where it has one (nbformat 4.5)."""
        return _text_or_empty(self.data.get("id")) or None

    @property
    def metadata(self) -> dict[str, Any]:
        """The cell's metadata; empty where there is none or it is no object."""
        return _object_or_empty(self.data.get("metadata"))

    @property
    def tags(self) -> list[str]:
        """The cell's tags; `"tags": null` and the like are no tags."""
        tags = self.metadata.get("tags")
        return [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []

    @property
    def source_key(self) -> str:
        """`source`; for code before nbformat 4 `input`, which stray programs write later on, too."""
        if "input" not in self.data or self.type != "code":
            return "source"
        return "input" if self.notebook.is_old or "source" not in self.data else "source"

    @property
    def joiner(self) -> str:
        """What readers put between an array's lines: nbformat 2, and careless writers of 3, left out the newline."""
        lines = self.data.get(self.source_key) if self.notebook.is_old else None
        if isinstance(lines, list) and lines and not str(lines[0]).endswith(("\n", "\r")):
            return "\n"
        return ""

    @property
    def source(self) -> str:
        """The cell's text; empty where it is not text (then the notebook's `problems` say so)."""
        value = self.data.get(self.source_key, "")
        if isinstance(value, list):
            return self.joiner.join([line for line in value if isinstance(line, str)])
        return _text_or_empty(value)

    @property
    def language(self) -> str:
        """Language of a code cell: its own where it has one, else the kernel's."""
        cell_type = self.type
        if cell_type != "code":
            return "markdown" if cell_type in ("markdown", "heading") else "text"
        own = _object_or_empty(self.metadata.get("vscode")).get("languageId") or self.data.get("language")
        return _language(own) or self.notebook.language

    def members(self) -> list[Member]:
        """The cell's keys and values with their spans, duplicates included."""
        return scan_object(self.notebook.text, self.start)[0]

    @property
    def source_start(self) -> int:
        """Offset in the file of the source's value: of the last one, which counts. The cell must have one."""
        return max(member.start for member in self.members() if member.key == self.source_key)


class Notebook:
    """A notebook: its text, top-level `members` and cells, and the `problems` met on the way.

    A problem is (what is wrong, offset); the cells are usable all the same. `is_old` is nbformat 2 or 3.
    """

    __slots__ = ("_language", "cells", "is_old", "members", "problems", "text")

    def __init__(self, text: str, members: list[Member], items: list[Item]) -> None:
        self.text = text
        self.members = members
        version = value_of(members, "nbformat")
        self.is_old = _is_old(version) or (version is None and any([member.key == "worksheets" for member in members]))
        self.cells = [Cell(self, index, item) for index, item in enumerate(items, 1)]
        self.problems: list[tuple[str, int]] = []
        self._language = ""

    @property
    def metadata(self) -> dict[str, Any]:
        """The notebook's metadata; empty where there is none or it is no object."""
        return _object_or_empty(value_of(self.members, "metadata"))

    @property
    def language(self) -> str:
        """Language of the kernel, in lower case; Python where the notebook does not say."""
        if not self._language:
            info = _object_or_empty(self.metadata.get("language_info"))
            kernel = _object_or_empty(self.metadata.get("kernelspec"))
            self._language = _language(info.get("name")) or _language(kernel.get("language")) or "python"
        return self._language


def read_notebook(text: str) -> Notebook:
    """Read the text of an .ipynb file, and note its problems. Raises JSONError where it is no notebook."""
    notebook = parse_notebook(text)
    _note_problems(notebook)
    return notebook


def parse_notebook(text: str) -> Notebook:
    """Read the text of an .ipynb file without a look for problems. Raises JSONError where it is no notebook."""
    start = skip_space(text, 0)
    if start == len(text):
        raise JSONError("the file is empty", 0)
    if text[start] != "{":
        scan_value("", text, start)
        raise JSONError("the top level is not an object", start)
    members, end = scan_object(text, start, _scan_member)
    if skip_space(text, end) != len(text):
        raise JSONError("unexpected text after the notebook", skip_space(text, end))
    return Notebook(text, members, _cell_items(text, members, start))


def explained(text: str, error: JSONError, kind: str = "notebook") -> tuple[str, int]:
    """Why a file is not readable, in words for the user, and the offset of the place to look at."""
    if text.startswith(LFS_POINTER):
        return f"a git-LFS pointer and not the {kind}: run `git lfs pull`", 0
    for marker in CONFLICT_MARKERS:
        if text.startswith(marker) or "\n" + marker in text:
            return "unresolved merge conflict", 0 if text.startswith(marker) else text.index("\n" + marker) + 1
    return f"not a readable {kind}: {error.reason}", error.offset


def decode_notebook(text: str) -> Notebook:
    """Read a notebook without the places of its keys and cells, which all are -1: faster. Raises JSONError.

    Of a key that occurs twice, only the value that counts is there.
    """
    value, end = scan_value("", text, skip_space(text, 0))
    cells = value.get("cells") if isinstance(value, dict) else None
    if not isinstance(cells, list) or "worksheets" in value or skip_space(text, end) != len(text):
        return parse_notebook(text)
    members = [Member(key, -1, -1, -1, item) for key, item in value.items()]
    return Notebook(text, members, [Item(-1, -1, cell) for cell in cells])


def _scan_member(key: str, text: str, start: int) -> tuple[Any, int]:
    if key == "cells" and text[start : start + 1] == "[":
        return scan_array(text, start)
    if key == "worksheets" and text[start : start + 1] == "[":
        return scan_array(text, start, _scan_worksheet)
    return scan_value(key, text, start)


def _scan_worksheet(key: str, text: str, start: int) -> tuple[Any, int]:
    if text[start : start + 1] == "{":
        return scan_object(text, start, _scan_member)
    return scan_value(key, text, start)


def _cell_items(text: str, members: list[Member], start: int) -> list[Item]:
    """The cells of the notebook or of all its worksheets. Raises JSONError where there is no place for cells."""
    items: list[Item] = []
    places = [member for member in members if member.key in ("cells", "worksheets")]
    if not places and not _is_old(value_of(members, "nbformat")):
        raise JSONError('it has no "cells"', start)
    for member in places:
        if text[member.start] != "[":
            raise JSONError(f'"{member.key}" is not an array', member.start)
        if member.key == "cells":
            items += member.value
            continue
        for sheet in member.value:
            if text[sheet.start] != "{":
                raise JSONError("a worksheet is not an object", sheet.start)
            items += _sheet_items(text, sheet.value)
    for item in items:
        if not isinstance(item.value, dict):
            raise JSONError("a cell is not an object", item.start)
    return items


def _sheet_items(text: str, sheet: list[Member]) -> list[Item]:
    items: list[Item] = []
    for member in sheet:
        if member.key == "cells":
            if text[member.start] != "[":
                raise JSONError('"cells" is not an array', member.start)
            items += member.value
    return items


def _note_problems(notebook: Notebook) -> None:
    text = notebook.text
    letters = ("\\u004", "\\u005", "\\u006", "\\u007")
    escaped = "\\u00" in text and any([letter in text for letter in letters])
    _note_duplicates(notebook, notebook.members, ("cells", "worksheets", "metadata"), "the notebook")
    keys = [key for key in _READ_KEYS if escaped or _occurs_more_often(key, notebook)]
    for cell in notebook.cells:
        if not _is_text(cell.data.get(cell.source_key, "")):
            notebook.problems.append((f"cell {cell.index}: the source is not text", cell.start))
        if cell.type not in CELL_TYPES:
            notebook.problems.append((f"cell {cell.index}: no known cell_type, so it was not checked", cell.start))
        if escaped or any([text.count(f'"{key}"', cell.start, cell.end) > 1 for key in keys]):
            _note_duplicates(notebook, cell.members(), _READ_KEYS, f"cell {cell.index}")


def _occurs_more_often(key: str, notebook: Notebook) -> bool:
    """Whether a key may be in a cell twice: it is more often in the file than there are cells that have it."""
    return notebook.text.count(f'"{key}"') > sum([key in cell.data for cell in notebook.cells])


def _note_duplicates(notebook: Notebook, members: list[Member], keys: tuple[str, ...], where: str) -> None:
    seen = set()
    for member in members:
        if member.key in keys and member.key in seen:
            reason = f'{where} has more than one "{member.key}": programs disagree about which one counts'
            notebook.problems.append((reason, member.key_start))
        seen.add(member.key)


def _is_text(value: Any) -> bool:
    if isinstance(value, list):
        return all([isinstance(line, str) for line in value])
    return isinstance(value, str)


def _is_old(version: Any) -> bool:
    return isinstance(version, int) and 1 <= version < 4


def _text_or_empty(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _object_or_empty(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _language(name: Any) -> str:
    """`ipython` and `Python 3` are Python, `bash` is shell; other names in lower case; an empty string for none."""
    name = _text_or_empty(name).lower()
    if name.startswith(("python", "ipython", "pyspark", "sage")):
        return "python"
    return "shell" if name in ("bash", "sh", "zsh", "calysto_bash", "shellscript", "shell") else name
