"""A models.lock written: one block for each model, sorted, with what people have written beside it left as it is.

Blocks are kept as text: comments above and behind entries stay, and git sees only the lines that really differ. That
the new text says what it should is checked before anybody gets it.
"""

from __future__ import annotations

import re

from labcoat.core.lockfile.reader import VERSION, read_lock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from labcoat.core.lockfile.lock import Keys, LockedFile, LockedModel, Signed

HEADER = """\
# The models of this repository, where they come from, and their sha256. `labcoat lock` writes it:
# https://labcoat.readthedocs.io/en/latest/model-lock/
"""
_TABLE = re.compile(r"[ \t]*\[\[[ \t]*(?P<name>model(?:[ \t]*\.[ \t]*file)?)[ \t]*\]\][ \t]*(?:#.*)?$")
_VALUE = r"^([ \t]*%s[ \t]*=[ \t]*)(\"[^\"\\]*\"|'[^']*'|[0-9_]+)"


class _Block:
    """The lines of one table, with the comments above it."""

    __slots__ = ("files", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.files: list[_Block] = []


def lock_text(models: Iterable[LockedModel], old: str = "") -> str:
    """The text of a lock with these models; `old`, which has to be valid, is what it said before.

    A model's or file's `keys` say where it stood in the old text, if it did.
    """
    ordered = sorted(models, key=lambda model: (model.name, model.source))
    lines = old.removeprefix("\ufeff").replace("\r\n", "\n")
    text = _with_old_text(ordered, lines) if lines and '"""' not in lines and "'''" not in lines else ""
    if not _says(text, ordered):
        text = _plain(ordered, lines)
    return text.replace("\n", "\r\n") if "\r\n" in old else text


def _plain(models: Sequence[LockedModel], old: str) -> str:
    """New text for every model, below the comments at the top of the old one."""
    comments = [line for line in _blocks(old)[0].splitlines(keepends=True) if line.startswith("#")]
    head = "".join(comments) or HEADER
    return _joined(f"{head}version = {VERSION}\n", [_new_block(model) for model in models])


def _says(text: str, models: Sequence[LockedModel]) -> bool:
    lock = read_lock("", text)
    return not lock.problems and [_facts(one) for one in lock.models] == [_facts(one) for one in models]


def _facts(model: LockedModel) -> object:
    files = [tuple(_file_values(file).items()) for file in sorted(model.files, key=lambda file: file.path)]
    return tuple(_model_values(model).items()), files


# --- text of new entries


def _model_values(model: LockedModel) -> dict[str, str | int]:
    values = {"name": model.name, "source": model.source, "revision": model.revision, **_signed_values(model.signed)}
    return {key: value for key, value in values.items() if value}


def _file_values(file: LockedFile) -> dict[str, str | int]:
    values: dict[str, str | int] = {
        "path": file.path,
        "sha256": file.sha256,
        "size": max(file.size, 0),
        "format": file.format,
    }
    given = {**values, **_signed_values(file.signed)}
    return {key: value for key, value in given.items() if value or key == "size"}


def _signed_values(signed: Signed) -> dict[str, str]:
    return {
        "signature": signed.signature,
        "identity": signed.identity,
        "issuer": signed.issuer,
        "public-key": signed.public_key,
    }


def _new_block(model: LockedModel) -> _Block:
    block = _Block(_table("model", _model_values(model)))
    block.files = [_new_file(file) for file in sorted(model.files, key=lambda file: file.path)]
    return block


def _new_file(file: LockedFile) -> _Block:
    return _Block(_table("model.file", _file_values(file)))


def _table(name: str, values: Mapping[str, str | int]) -> str:
    return "".join([f"[[{name}]]\n", *[f"{key} = {_written(value)}\n" for key, value in values.items()]])


def _written(value: str | int) -> str:
    """A value in TOML; strings as JSON writes them are basic strings, but for DEL."""
    from json import dumps

    return str(value) if isinstance(value, int) else dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _joined(head: str, blocks: Sequence[_Block]) -> str:
    texts = [text for block in blocks for text in (block.text, *[file.text for file in block.files])]
    return "\n".join([head.rstrip("\n") + "\n", *[text.rstrip("\n") + "\n" for text in texts]])


# --- what stays of the old text


def _with_old_text(models: Sequence[LockedModel], old: str) -> str:
    """The old text with what has changed."""
    head, blocks = _blocks(old)
    known: dict[Keys, _Block] = {("model", str(index)): block for index, block in enumerate(blocks)}
    made = []
    for model in models:
        block = known.get(model.keys)
        made.append(_updated(block, model) if block else _new_block(model))
    return _joined(head, made)


def _blocks(text: str) -> tuple[str, list[_Block]]:
    """What stands before the first table, and the tables with the comments above them."""
    pieces: list[tuple[str, list[str]]] = [("", [])]
    for line in text.splitlines(keepends=True):
        table = _TABLE.match(line)
        if table:
            pieces.append(("".join(table["name"].split()), [*_comments_above(pieces[-1][1]), line]))
        else:
            pieces[-1][1].append(line)
    blocks: list[_Block] = []
    for name, lines in pieces[1:]:
        block = _Block("".join(lines))
        if name == "model" or not blocks:
            blocks.append(block)
        else:
            blocks[-1].files.append(block)
    return "".join(pieces[0][1]), blocks


def _comments_above(lines: list[str]) -> list[str]:
    """Take the comments off the end of a piece: they belong to what follows."""
    count = 0
    while count < len(lines) and lines[-1 - count].lstrip().startswith("#"):
        count += 1
    taken = lines[len(lines) - count :]
    del lines[len(lines) - count :]
    return taken


def _updated(block: _Block, model: LockedModel) -> _Block:
    made = _Block(_with_values(block.text, _model_values(model)))
    known = {(*model.keys, "file", str(index)): file for index, file in enumerate(block.files)}
    for file in sorted(model.files, key=lambda file: file.path):
        old = known.get(file.keys)
        made.files.append(_Block(_with_values(old.text, _file_values(file))) if old else _new_file(file))
    return made


def _with_values(text: str, values: Mapping[str, str | int]) -> str:
    """The text of a table with these values in the place of those that it has."""
    for key, value in values.items():
        written = _written(value)
        found = re.search(_VALUE % key, text, re.MULTILINE)
        if found and _value(found[2]) != value:
            text = text[: found.start()] + found[1] + written + text[found.end() :]
        elif not found:
            text = f"{text.rstrip()}\n{key} = {written}\n"
    return text


def _value(written: str) -> object:
    import tomli

    try:
        return tomli.loads(f"x = {written}")["x"]
    except ValueError:
        return None
