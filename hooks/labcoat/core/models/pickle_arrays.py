"""Arrays of joblib: the opcode BUILD of their wrapper is followed by the bytes of the array, inside of the stream."""

from __future__ import annotations

from labcoat.core.models.pickle_memory import Memo
from labcoat.core.models.pickle_values import Made, Name, Opaque, Pairs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.pickle_values import Value
    from labcoat.core.models.pickle_walk import Walk

ARRAY = Opaque("<array>")
_IN_FILES = ("NDArrayWrapper", "ZNDArrayWrapper")
_ALIGNMENT = "numpy_array_alignment_bytes"  # a byte that says how many follow, since joblib 1.1
_ALL_BITS = (1 << 64) - 1
_MOST_ITEMS = 1 << 28
_SIZES = {"U": 4, "b": 1, "?": 1}


def is_array(target: Made) -> bool:
    """Whether an instance is what joblib writes in place of an array."""
    maker = target.maker
    return type(maker) is Name and maker.name == "NumpyArrayWrapper" and maker.module.endswith("numpy_pickle")


def look_at_file(walk: Walk, offset: int, target: Made, state: Value) -> None:
    """Note an array of joblib before 0.10 whose file is not one beside it."""
    file = _fields(state).get("filename")
    if type(target.maker) is not Name or target.maker.name not in _IN_FILES or type(file) is not str:
        return
    if "/" in file or "\\" in file or file.startswith(".."):
        message = f"an array is read from `{file}`, which is not beside the file"
        walk.inspection.see("path", walk.place.at(walk.base + offset), file, message, "save the model again")


def look_at_claim(walk: Walk, offset: int, name: Name, arguments: Value) -> None:
    """Note an array that is made with all its items before any of them is read; pickles of arrays make empty ones."""
    shape = arguments[1] if type(arguments) is tuple and len(arguments) > 1 else ()
    if name.name != "_reconstruct" or type(shape) is not tuple or not all([type(size) is int for size in shape]):
        return
    items = 1
    for size in shape:
        items *= min(abs(size), _ALL_BITS)
    if items > _MOST_ITEMS:
        walk.bomb("array", f"makes an array of {min(items, _ALL_BITS):,} items, which loaders allocate", offset)


def skip_array(walk: Walk, offset: int, state: Value) -> int:
    """The offset behind the bytes of the array; an array of objects is a pickle, which is walked now."""
    fields = _fields(state)
    dtype = fields.get("dtype")
    if _has_objects(dtype):
        walk.outer.append((walk.stack, walk.marks, walk.memo))
        walk.stack.pop()
        walk.stack, walk.marks, walk.memo = [], [], Memo(walk.scale)
        return offset
    walk.fork(offset, walk.stack[-1].maker)
    walk.stack[-1] = ARRAY
    if type(fields.get(_ALIGNMENT)) is int:
        offset += 1 + int.from_bytes(walk.read(offset, 1), "little")
    return walk.behind(offset, _count(fields.get("shape")) * _item_size(dtype))


def _fields(state: Value) -> dict[str, Value]:
    if type(state) is not Pairs:
        return {}
    return {state[i]: state[i + 1] for i in range(0, len(state) - 1, 2) if type(state[i]) is str}


def _count(shape: Value) -> int:
    """Items of an array of this shape, with the overflow of 64 bits that numpy has."""
    count = 1
    for size in shape if type(shape) is tuple else (0,):
        count = (count * size if type(size) is int else 0) & _ALL_BITS
    return 0 if count >> 63 else count


def _has_objects(dtype: Value) -> bool:
    """Whether a type has objects; the state of a structured one has the types of its fields."""
    if type(dtype) is not Made:
        return False
    if _code(dtype)[:1] == "O":
        return True
    fields = dtype.state[4] if _is_state(dtype.state) else None
    return type(fields) is Pairs and any(
        [_has_objects(each[0]) for each in fields[1::2] if type(each) is tuple and each]
    )


def _item_size(dtype: Value) -> int:
    """Bytes of one item: what the state says, or the digits of the code."""
    if type(dtype) is not Made:
        return 0
    if _is_state(dtype.state) and type(dtype.state[5]) is int and dtype.state[5] > 0:
        return min(dtype.state[5], 1 << 31)
    code = _code(dtype)
    digits = code[1:].partition("[")[0]
    if not digits.isdecimal():
        return _SIZES.get(code, 0)
    return min(int(digits[:9]) * (4 if code[0] == "U" else 1), 1 << 31)


def _code(dtype: Made) -> str:
    """The letter and the digits of a type, as `numpy.dtype` gets them."""
    arguments = dtype.arguments
    first = arguments[0] if type(arguments) is tuple and arguments else ""
    return first.lstrip("<>|=") if type(first) is str else ""


def _is_state(state: Value) -> bool:
    return type(state) is tuple and len(state) >= 6
