"""Strip one notebook or note."""

from __future__ import annotations

from labcoat.core.decode import decode
from labcoat.core.notebook import explained, parse_notebook
from labcoat.core.spans import JSONError, value_of
from labcoat.strip_outputs.cells import StripError, kept_cells
from labcoat.strip_outputs.edits import may_hide_keys, may_hide_outputs, notebook_edits
from labcoat.strip_outputs.splice import apply

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.decode import Text
    from labcoat.core.notebook import Notebook
    from labcoat.strip_outputs.cells import Kept
    from labcoat.strip_outputs.options import Options
    from labcoat.strip_outputs.splice import Edit

_NEWEST_FORMAT = 4


class Stripped:
    """The stripped `text`, the `edits` that made it, how many `outputs` went, and a `warning` or an empty string."""

    __slots__ = ("edits", "outputs", "text", "warning")

    def __init__(self, text: str, edits: list[Edit], outputs: int, warning: str = "") -> None:
        self.text = text
        self.edits = edits
        self.outputs = outputs
        self.warning = warning


def strip_bytes(data: bytes, options: Options, zeppelin: bool = False) -> tuple[Text, Stripped]:
    """Strip a file's bytes: what they decode to, and what becomes of that. Raises StripError."""
    try:
        decoded = decode(data)
    except UnicodeDecodeError as error:
        raise StripError(f"not valid {error.encoding} at byte {error.start}") from None
    try:
        return decoded, strip_note(decoded.text) if zeppelin else strip(decoded.text, options)
    except JSONError as error:
        reason, offset = explained(decoded.text, error, "Zeppelin note" if zeppelin else "notebook")
        raise StripError(f"{reason} (line {decoded.text.count(chr(10), 0, offset) + 1})") from None
    except RecursionError:
        raise StripError("nested too deeply") from None


def strip(text: str, options: Options) -> Stripped:
    """Strip a Jupyter notebook, and check the result against the original.

    Raises JSONError where the text is no notebook, StripError where it cannot be stripped as asked.
    """
    notebook = parse_notebook(text)
    kept = kept_cells(notebook, options)
    stripped = _attempt(notebook, kept, options, thorough=may_hide_outputs(notebook))
    stripped = stripped or _attempt(notebook, kept, options, thorough=True)
    notebook.cells.clear()  # cells know their notebook: without this, only garbage collection would free them
    return stripped or Stripped(text, [], 0)


def _attempt(notebook: Notebook, kept: Kept, options: Options, thorough: bool) -> Stripped | None:
    """None where the quick way is not good enough."""
    edits, outputs = notebook_edits(notebook, kept, options, thorough)
    after = notebook
    if edits:
        from labcoat.strip_outputs.verify import verified

        try:
            after = verified(notebook, kept, apply(notebook.text, edits), options, thorough)
        except StripError:
            if thorough:
                raise
            return None
    if not thorough and may_hide_keys(after, options):
        return None
    stripped = Stripped(after.text, edits, outputs, _format_warning(notebook))
    if after is not notebook:
        after.cells.clear()
    return stripped


def strip_note(text: str) -> Stripped:
    """Strip a Zeppelin note, and check the result. Raises JSONError where the text is no note, StripError."""
    from labcoat.strip_outputs.zeppelin import is_stripped, note_edits

    edits = note_edits(text)
    result = apply(text, edits)
    if edits and not is_stripped(text, result):
        raise StripError("internal error: a paragraph would have changed more than it should")
    return Stripped(result, edits, len(edits))


def _format_warning(notebook: Notebook) -> str:
    version = value_of(notebook.members, "nbformat")
    if isinstance(version, int) and version > _NEWEST_FORMAT:
        return f"nbformat {version} is newer than labcoat knows: outputs may be left in places it does not look at"
    return ""
