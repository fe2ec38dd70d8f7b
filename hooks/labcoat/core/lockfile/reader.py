"""A models.lock read: strict, so that what has a typing error is never taken for what it was to say."""

from __future__ import annotations

from labcoat.core.lockfile.lock import (
    HUB,
    HUB_DATASET,
    LOCAL,
    URL,
    Lock,
    LockedFile,
    LockedModel,
    Problem,
    Signed,
    is_sha256,
)
from labcoat.core.lockfile.plain import plain_lock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from labcoat.core.lockfile.lock import Keys

    Table = Mapping[str, Any]

VERSION = 1
MOST_PROBLEMS = 100  # that are told one by one
LONGEST_PATH = 4096
SIGNED_KEYS = {"signature": str, "identity": str, "issuer": str, "public-key": str}
FILE_KEYS = {"path": str, "sha256": str, "size": int, "format": str, **SIGNED_KEYS}
MODEL_KEYS = {"name": str, "source": str, "revision": str, **SIGNED_KEYS, "file": list}
ROOT_KEYS = {"version": int, "model": list}
KINDS = {str: "a string", int: "a whole number", list: "an array of tables"}
PATH_KEYS = ("path", "signature", "public-key")


def read_lock(path: str, text: str) -> Lock:
    """The lock in a text; what is wrong is in its `problems`. Never raises."""
    text = text.removeprefix("\ufeff")
    try:
        root = plain_lock(text)
        if root is None:
            import tomli

            root = tomli.loads(text)
    except ValueError as error:  # also for a number of more digits than Python takes
        return Lock(path, (), [Problem(f"not valid TOML: {error}")])
    except RecursionError:
        return Lock(path, (), [Problem("not valid TOML: nested too deeply")])
    reader = _Reader()
    models = reader.models(root)
    return Lock(path, models, reader.problems)


class _Reader:
    """Takes tables apart and notes what is wrong in them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def say(self, message: str, *keys: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(message, keys))

    def models(self, root: Table) -> list[LockedModel]:
        """Every model that can be understood."""
        valid = self.checked(root, ROOT_KEYS, ("version",), ())
        if valid.get("version", VERSION) != VERSION:
            self.say(f"version {valid['version']} is not known here: this labcoat reads version {VERSION}", "version")
            return []
        tables = self.tables(valid, "model", ())
        models = [self.model(table, keys) for keys, table in tables]
        self.unique([(model.name, (*model.keys, "name")) for model in models], "model")
        files = [file for model in models for file in model.files]
        self.unique([(file.path, (*file.keys, "path")) for file in files], "path")
        return models

    def tables(self, parent: Table, key: str, keys: Keys) -> Iterator[tuple[Keys, Table]]:
        """The tables of an array, with their keys."""
        for index, table in enumerate(parent.get(key, ())):
            place = (*keys, key, str(index))
            if isinstance(table, dict):
                yield place, table
            else:
                self.say(f"`{key}` must be an array of tables: `[[{'.'.join([*keys[:1], key])}]]`", *place)

    def model(self, table: Table, keys: Keys) -> LockedModel:
        valid = self.checked(table, MODEL_KEYS, ("name", "source"), keys)
        made = LockedModel(valid.get("name", ""), valid.get("source", ""), valid.get("revision", ""), keys)
        if made.source and not is_source(made.source):
            forms = f"`{HUB}org/name`, `{HUB_DATASET}org/name`, `{URL}https://…` or `{LOCAL}`"
            self.say(f'"{made.source}" is no source: {forms}', *keys, "source")
        made.signed = _signed(valid)
        for place, one in self.tables(valid, "file", keys):
            file = self.file(one, place)
            if file:
                made.files.append(file)
        return made

    def file(self, table: Table, keys: Keys) -> LockedFile | None:
        """The entry of a file; None where its path or sha256 is not known."""
        valid = self.checked(table, FILE_KEYS, ("path", "sha256", "size"), keys)
        digest, size = valid.get("sha256", ""), valid.get("size", -1)
        if digest and not is_sha256(digest):
            self.say("`sha256` must be 64 lower-case hex digits", *keys, "sha256")
        if size < 0 and "size" in valid:
            self.say("`size` must not be negative", *keys, "size")
        if not (valid.get("path") and is_sha256(digest)):
            return None
        made = LockedFile(valid["path"], digest, max(size, -1), keys)
        made.format = valid.get("format", "")
        made.signed = _signed(valid)
        return made

    def checked(self, table: Table, known: Mapping[str, type], required: Iterable[str], keys: Keys) -> dict[str, Any]:
        """The values of known keys that have the right type."""
        for key in table:
            if key not in known and len(self.problems) < MOST_PROBLEMS:
                self.say(f'unknown key "{key}"{_nearest(key, known)}', *keys, key)
        for key in required:
            if key not in table:
                self.say(f"`{key}` is missing", *keys)
        return {key: value for key, value in table.items() if key in known and self.fits(key, value, known[key], keys)}

    def fits(self, key: str, value: object, kind: type, keys: Keys) -> bool:
        if not isinstance(value, kind) or isinstance(value, bool):
            self.say(f"`{key}` must be {KINDS[kind]}", *keys, key)
            return False
        wrong = path_problem(value) if key in PATH_KEYS and isinstance(value, str) else ""
        if wrong or (value == "" and key != "format"):
            self.say(f"`{key}` {wrong or 'must not be empty'}", *keys, key)
        return not wrong

    def unique(self, named: Iterable[tuple[str, Keys]], what: str) -> None:
        seen: set[str] = set()
        for name, keys in named:
            if name in seen:
                self.say(f'{what} "{name}" is there twice', *keys)
            seen.update([name] if name else [])


def path_problem(path: str) -> str:
    """Why a path is none that a lock can have."""
    if len(path) > LONGEST_PATH:
        return f"is longer than {LONGEST_PATH:,} characters"
    if "\0" in path:
        return "has a zero byte"
    if "\\" in path:
        return "must be written with forward slashes"
    parts = path.split("/")
    if path.startswith("/") or ":" in parts[0]:
        return "must be relative to the lock's folder, and begin with no drive"
    if ".." in parts:
        return "leaves the lock's folder"
    return "must be written in its shortest form" if path and {"", "."} & {*parts} else ""


def is_source(source: str) -> bool:
    """Whether a text is a source of models in one of the forms of the format."""
    if source.startswith(URL):
        return source.removeprefix(URL).startswith(("https://", "http://", "s3://", "gs://", "az://", "oci://"))
    rest = source.removeprefix(HUB_DATASET) if source.startswith(HUB_DATASET) else source.removeprefix(HUB)
    parts = rest.split("/")
    is_name = len(parts) in (1, 2) and all([part and part == part.strip() and "@" not in part for part in parts])
    return source == LOCAL or (source.startswith(HUB) and is_name)


def _signed(table: Table) -> Signed:
    return Signed(*[table.get(key, "") for key in SIGNED_KEYS])


def _nearest(key: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key, list(known), n=1, cutoff=0)
    return f', did you mean "{near[0]}"?' if near else ""
