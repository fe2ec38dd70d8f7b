"""Values whose name stands elsewhere: in the file's own name, at the top of a column, in a widget's model.

Each is put behind its name, as `name = "value"`, and goes through the detectors like that.
"""

from __future__ import annotations

import re

from labcoat.core.keys.detector import Match
from labcoat.core.keys.names import is_secret_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.document import Document
    from labcoat.core.keys.engine import Finder
    from labcoat.core.texts import Part

    Named = tuple[str, int, int]  # a name, and where in the text its value starts and ends

LARGEST_FILE = 2_000  # characters of a file that is nothing but a key
LARGEST_TABLE = 20_000  # characters of a table that somebody keeps keys in; larger ones are data, see `scan.py`
MOST_ROWS = 100
MOST_PASSWORDS = 20  # rows; longer lists of passwords are data sets
CALL = 300  # characters of a call around one of its arguments
SECRET_FOLDERS = ("secrets", ".secrets")  # of Docker and Kubernetes: a file for each secret
ACCOUNTS = ("passwd", "htpasswd", "shadow")  # hold hashes
ENDINGS = (".txt", ".text")
COLUMNS = {".csv": ",", ".tsv": "\t"}

_UNFIT = re.compile(r"[\"'\\\r\n]")
_BLANK = re.compile(r"[^A-Za-z0-9]+")
_WIDGET = re.compile(  # a model's state follows its name, see `texts.py`
    r'"model_name": "PasswordModel"\n"state":\n'
    r'(?:(?!"value":|"model_name":).{0,500}\n){0,60}"value": "(?P<value>.{6,200})"\n'
)
_MASKED_FIELD = re.compile(r"\btype\s{0,4}=\s{0,4}[\"']password[\"']")
_VALUE = re.compile(r"\bvalue\s{0,4}=\s{0,4}(?P<quote>[\"'])(?P<value>[^\"'\\\r\n]{6,200})(?P=quote)")


def far_matches(document: Document, part: Part, finder: Finder) -> Iterator[Match]:
    """The keys of a part whose names do not stand beside them."""
    for name, start, end in _named(document, part):
        value = part.text[start:end]
        if not _UNFIT.search(value):
            before = f'{name} = "'
            for _, match in finder.find([f'{before}{value}"\n'], ["text"]):
                at = start - len(before)
                yield Match(match.detector, match.start + at, match.end + at, match.secret, match.encoding)


def _named(document: Document, part: Part) -> Iterator[Named]:
    if document.notebook is None and part.kind in ("text", "other"):
        yield from _in_file(document.path, part.text)
    if part.is_json and "PasswordModel" in part.text:
        yield from (("password", *found.span("value")) for found in _WIDGET.finditer(part.text))
    if part.kind == "python" and "password" in part.text and "type" in part.text:
        yield from _in_fields(part.text)


def _in_file(path: str, text: str) -> Iterator[Named]:
    """The whole text of a file that is named as a secret; the cells below such a name in a table."""
    folder, _, file = path.replace("\\", "/").rpartition("/")
    if file[-4:].lower() in COLUMNS:
        if len(text) <= LARGEST_TABLE:
            yield from _in_columns(text, COLUMNS[file[-4:].lower()])
    elif len(text) <= LARGEST_FILE:
        value = text.strip()
        name = _name_of_file(folder, file)
        if name and value and "\n" not in value:
            start = text.index(value)
            yield name, start, start + len(value)


def _name_of_file(folder: str, file: str) -> str:
    """The name that a file gives its text: `api_key` for `api_key`, `.api-key.txt` and `api.key`."""
    stem = file.lower()
    for ending in ENDINGS:
        stem = stem.removesuffix(ending)
    name = _BLANK.sub("_", file[: len(stem)]).strip("_")
    if name.lower() in ACCOUNTS:
        return ""
    if is_secret_name(name):
        return name
    return "secret" if folder.rpartition("/")[2].lower() in SECRET_FOLDERS else ""


def _in_columns(text: str, comma: str) -> Iterator[Named]:
    """The cells of columns whose first cell is a secret name. Quoted cells may not hold a comma or a quote."""
    head, _, rest = text.partition("\n")
    names = [_BLANK.sub("_", cell).strip("_") for cell in head.split(comma)]
    secret = [index for index, name in enumerate(names) if is_secret_name(name)]
    rows = rest.splitlines(keepends=True) if secret and len(names) > 1 else []
    at = len(head) + 1
    for row in rows if len(rows) <= MOST_ROWS else ():
        cells = row.split(comma)
        if len(cells) == len(names):
            for index in secret:
                if len(rows) <= MOST_PASSWORDS or "pass" not in names[index].lower():
                    start = at + sum(map(len, cells[:index])) + index
                    yield names[index], *_trimmed(text, start, start + len(cells[index]))
        at += len(row)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A place without the blanks and quotes around it."""
    cell = text[start:end]
    return start + len(cell) - len(cell.lstrip(" \t\"'")), end - len(cell) + len(cell.rstrip(" \t\r\n\"'"))


def _in_fields(text: str) -> Iterator[Named]:
    """The values of `text_input("key", value="...", type="password")`."""
    for field in _MASKED_FIELD.finditer(text):
        start = text.rfind("(", max(0, field.start() - CALL), field.start())
        end = text.find(")", field.end(), field.end() + CALL)
        value = _VALUE.search(text, start, end) if 0 <= start < end else None
        if value:
            yield "password", *value.span("value")
