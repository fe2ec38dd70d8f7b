"""Pickles, one behind another: what they import, what they would call, and what breaks or exhausts unpicklers."""

from __future__ import annotations

from labcoat.core.models.budget import ExhaustedError
from labcoat.core.models.inspection import Import
from labcoat.core.models.pickles import calls as pickle_calls
from labcoat.core.models.pickles import containers as pickle_containers
from labcoat.core.models.pickles import names as pickle_names
from labcoat.core.models.pickles import opcodes as pickle_opcodes
from labcoat.core.models.pickles.bombs import DEEP, HEAVY, HEAVY_FOR_OPCODES
from labcoat.core.models.pickles.render import render
from labcoat.core.models.pickles.strings import Strings
from labcoat.core.models.pickles.values import CONTAINERS, USES
from labcoat.core.models.pickles.walk import LimitError, Walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.pickles.values import Name
    from labcoat.core.models.pickles.walk import Opcode
    from labcoat.core.models.place import Place
    from labcoat.core.models.source import Source

MOST_STREAMS = 10_000
PADDING = 64 << 10  # bytes between two streams
EXTENSIONS = ("pkl", "pickle", "joblib", "pt", "pth", "ckpt", "dill", "cloudpickle")


def read(source: Source, place: Place, inspection: Inspection) -> None:
    """Walk all pickles that a source begins with. Says nothing of what is none."""
    offset = 0
    for number in range(MOST_STREAMS):
        walk = walk_one(source, offset, place, inspection)
        if walk is None and not number:
            _say_unknown(source, place, inspection)
        if walk is None or not walk.is_whole:
            return
        offset = _behind_padding(source, walk.end)
    inspection.see("bomb", place, place.name, f"more than {MOST_STREAMS:,} pickles, one behind another")


def walk_one(source: Source, start: int, place: Place, inspection: Inspection) -> Walk | None:
    """Walk what may be a pickle at an offset, and report it; nothing where it is none."""
    head = source.read(start, 2)
    if not head or _TABLE[head[0]] is pickle_opcodes.unknown:
        return None
    walk = Walk(source, start, place, inspection, Strings(inspection, place), _TABLE)
    is_certain = start == 0 and head[:1] == b"\x80" and head[1:] <= b"\x05"
    try:
        walk.run()
    except ExhaustedError:
        _report(walk, place)
        raise
    if not _is_pickle(walk, is_certain) and not (start == 0 and _is_called_pickle(walk, head, place)):
        return None
    _report(walk, place)
    return walk


def _is_pickle(walk: Walk, is_certain: bool) -> bool:
    """Whether what was walked is a pickle, and no text or noise whose first bytes happen to be opcodes."""
    is_limited = isinstance(walk.broken, LimitError)
    if is_certain or is_limited:
        return walk.is_whole or bool(walk.names) or bool(walk.bombs) or is_limited
    names = [name for name in walk.names.values() if name.module]
    plausible = [pickle_names.is_plausible(name) for name in names]
    is_sound = walk.is_whole and all(plausible) and (bool(names) or not walk.names or walk.has_called)
    return (is_sound and (bool(names) or walk.broken is None)) or (walk.has_called and any(plausible))


def _is_called_pickle(walk: Walk, head: bytes, place: Place) -> bool:
    """Whether a file that is called a pickle imports a module of Python first, and breaks before it calls that."""
    from sys import stdlib_module_names

    extension = (place.name or walk.inspection.path).lower().rpartition(".")[2]
    tops = [name.module.partition(".")[0] for name in walk.names.values() if pickle_names.is_plausible(name)]
    is_of_python = any([top == "__builtin__" or top in stdlib_module_names for top in tops])
    return head[:1] == b"c" and extension in EXTENSIONS and is_of_python


def _report(walk: Walk, place: Place) -> None:
    """Hand on what a walk has found."""
    inspection = walk.inspection
    walk.strings.release()
    for fork in walk.forks.values():
        _merge(walk, fork)
    for name in walk.names.values():
        _add(inspection, name, place)
    _weigh(walk)
    for offset, message in walk.bombs.values():
        inspection.see("bomb", place.at(offset), message, message, "remove the file, it is no honest model")
    if walk.broken is not None and walk.names:
        _say_broken(walk, place)
    elif isinstance(walk.broken, LimitError):
        message = f"not all of the pickle was looked at: it {walk.broken}"
        inspection.see("uninspectable", place.at(walk.end), place.name, message)


def _add(inspection: Inspection, name: Name, place: Place) -> None:
    """Note an import with all that the stream does with it."""
    made = Import(
        name.module if name.module else "",
        name.name if name.module or not name.trick else "",
        place.at(name.offset),
        USES[name.use],
        name.call or render(name),
        name.trick,
        tuple([tuple(distinct.values()) for distinct in name.arguments]),
        tuple(name.takes),
        tuple(name.states),
    )
    inspection.imports.append(made)


def _merge(walk: Walk, fork: Walk) -> None:
    """Take over what a fork has found, unless it has only read an array as opcodes."""
    if _is_pickle(fork, False):
        for key, name in fork.names.items():
            if key in walk.names:
                walk.names[key].merge(name)
            else:
                walk.names[key] = name


def _weigh(walk: Walk) -> None:
    """Note a tower of references, and what is nested deeply."""
    scale = walk.scale
    for value in (*walk.stack[-1:], *walk.memo.entries[-100:]):
        if type(value) in CONTAINERS:
            scale.weigh(value)
    weight, depth = scale.heaviest, scale.deepest
    if weight >= HEAVY and weight > HEAVY_FOR_OPCODES * walk.opcodes:
        walk.bomb("laughs", f"is {weight:,} items large when its references are followed, of {walk.opcodes:,} opcodes")
    if depth >= DEEP:
        walk.bomb("depth", f"has containers in containers, {depth:,} deep")


def _say_broken(walk: Walk, place: Place) -> None:
    worst = max(walk.names.values(), key=lambda name: name.use)
    call = worst.call or render(worst)
    did = {3: "has called", 2: "has set items of", 1: "has constructed", 0: "has imported"}[worst.use]
    message = f"{did} `{call}`, then {walk.broken}: loading it fails only after that"
    severity = "medium" if walk.broken is not None and walk.broken.is_short else ""
    advice = "save the model again, as safetensors if it is made of tensors; do not load this file"
    walk.inspection.see("broken", place.at(walk.end), call, message, advice, severity)


def _behind_padding(source: Source, offset: int) -> int:
    """The offset of the next stream: some are padded, with zeros or an end of line."""
    gap = source.read(offset, PADDING)
    return offset + len(gap) - len(gap.lstrip(b"\0\r\n "))


def _say_unknown(source: Source, place: Place, inspection: Inspection) -> None:
    """A file that is called a pickle and is nothing that is known, nor text."""
    extension = place.name.lower().rpartition(".")[2]
    head = source.read(0, 512)
    if extension in EXTENSIONS and b"\0" in head:
        message = (
            "neither a pickle, as its name says, nor any other format that labcoat knows: nothing in it was checked"
        )
        inspection.see("malformed", place, place.name, message, "remove it, or save it again", "medium")


def _table() -> list[Opcode]:
    """The functions of opcodes, by byte."""
    known = {**pickle_opcodes.OPCODES, **pickle_containers.OPCODES, **pickle_names.OPCODES, **pickle_calls.OPCODES}
    return [known.get(bytes([number]), pickle_opcodes.unknown) for number in range(256)]


_TABLE = _table()
