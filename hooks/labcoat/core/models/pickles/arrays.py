"""Arrays of joblib: the opcode BUILD of their wrapper is followed by the bytes of the array, inside of the stream."""

from __future__ import annotations

from labcoat.core.models.pickles.memory import Memo
from labcoat.core.models.pickles.values import Made, Name, Opaque, Pairs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.pickles.values import Value
    from labcoat.core.models.pickles.walk import Walk

ARRAY = Opaque("<array>")
_IN_FILES = ("NDArrayWrapper", "ZNDArrayWrapper")
_ALIGNMENT = "numpy_array_alignment_bytes"  # a byte that says how many follow, since joblib 1.1
_ALL_BITS = (1 << 64) - 1
_MOST_ITEMS = 1 << 28
_LONGEST_STATE = 20  # keys and values of a wrapper: joblib writes six pairs
_FLEXIBLE = "SUVa"  # types whose size stands in their state; that of others in their code
_PLAIN = "biufcmMO"
_ADVICE = "do not load it: whoever made it has hidden what follows the array"


def is_array(target: Made) -> bool:
    """Whether an instance is what joblib writes in place of an array."""
    maker = target.maker
    return type(maker) is Name and maker.name == "NumpyArrayWrapper" and maker.module.endswith("numpy_pickle")


def look_at_file(walk: Walk, offset: int, target: Made, state: Value) -> None:
    """Note an array of joblib before 0.10 whose file is not one beside it, and one that is made in an odd way."""
    if _is_disguised(target):
        _say_hidden(walk, offset, "is made by another function")
    if type(target.maker) is not Name or target.maker.name not in _IN_FILES:
        return
    file = _fields(state).get("filename", "")
    if type(file) is not str or "/" in file or "\\" in file or file.startswith(".."):
        shown = file if type(file) is str else "a name that is computed"
        message = f"an array is read from `{shown}`, which is not beside the file"
        walk.inspection.see("path", walk.place.at(walk.base + offset), shown, message, "save the model again")


def _is_disguised(target: Made) -> bool:
    """Whether an array's wrapper is made by a function that is given its class."""
    arguments = target.arguments if type(target.arguments) is tuple else ()
    return any([type(each) is Name and each.name == "NumpyArrayWrapper" for each in arguments[:8]])


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
    if walk.outer:  # plain unpicklers read arrays of objects: to those, the wrapper is an object
        return offset
    fields, wrapper = _fields(state), walk.stack[-1]
    dtype = fields.get("dtype")
    doubt = _doubt(state, wrapper) or _doubt_of_type(dtype)
    if doubt or walk.frame_end > walk.base + offset:
        _say_hidden(walk, offset, doubt or "stands inside of a frame")
    if _has_objects(dtype):
        walk.outer.append((walk.stack, walk.marks, walk.memo))
        walk.stack.pop()
        walk.stack, walk.marks, walk.memo = [], [], Memo(walk.scale)
        return offset
    walk.fork(offset, wrapper.maker)
    walk.stack[-1] = ARRAY
    if fields.get(_ALIGNMENT) is not None:
        offset += 1 + int.from_bytes(walk.read(offset, 1), "little")
    return walk.behind(offset, _count(fields.get("shape")) * _item_size(dtype))


def _say_hidden(walk: Walk, offset: int, doubt: str) -> None:
    if not walk.is_fork:
        message = f"an array {doubt}: where it ends, only joblib knows, and what follows was read as a guess"
        walk.inspection.see("malformed", walk.place.at(walk.base + offset), "NumpyArrayWrapper", message, _ADVICE)


def _doubt(state: Value, wrapper: Made) -> str:
    """What makes the attributes of a wrapper other than its state says; nothing for those that joblib writes."""
    if wrapper.arguments != ():
        return "has arguments beside its state"
    if type(state) is not Pairs or len(state) > _LONGEST_STATE or not all([type(key) is str for key in state[::2]]):
        return "has a state that is no plain dictionary"
    shape = _fields(state).get("shape")
    is_plain = type(shape) is tuple and all([type(size) is int for size in shape])
    return "" if is_plain else "has a shape that is no tuple of numbers"


def _doubt_of_type(dtype: Value) -> str:
    """What makes the items of a type other than its code says; nothing for those that numpy writes."""
    is_of_numpy = type(dtype) is Made and type(dtype.maker) is Name and dtype.maker.module.partition(".")[0] == "numpy"
    code = _code(dtype) if is_of_numpy and dtype.maker.name == "dtype" else ""
    letter, digits = code[:1], code[1:].partition("[")[0]
    if not letter or letter not in _FLEXIBLE + _PLAIN or not (digits.isdecimal() and digits.isascii()):
        return "is of a type that numpy does not write like this"
    state = dtype.state
    if state is None:
        return ""
    if not _is_state(state) or not all([type(each) is int for each in (state[0], *state[5:8])]):
        return "is of a type whose state is not that of numpy"
    if state[0] >= 3 and (len(state) < 8 or (letter != "V" and bool(state[7] & 1) != (letter == "O"))):
        return "is of a type that denies what it holds"
    return "is of a type without a size" if letter in _FLEXIBLE and state[5] < 0 else ""


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
    """Whether a type has objects: its flags say it, and before numpy 1.1 those of its fields."""
    if type(dtype) is not Made:
        return False
    state: Value = dtype.state if _is_state(dtype.state) else (0,) * 6
    if state[0] in (3, 4) and len(state) >= 8 and type(state[7]) is int:
        return bool(state[7] & 1)
    fields = state[4]
    return _code(dtype)[:1] == "O" or (
        type(fields) is Pairs and any([_has_objects(each[0]) for each in fields[1::2] if type(each) is tuple and each])
    )


def _item_size(dtype: Value) -> int:
    """Bytes of one item: what the state says of types that have no size of their own, or the digits of the code."""
    if type(dtype) is not Made:
        return 0
    code = _code(dtype)
    if code[:1] in _FLEXIBLE and _is_state(dtype.state) and type(dtype.state[5]) is int and dtype.state[5] >= 0:
        return min(dtype.state[5], 1 << 31)
    digits = code[1:].partition("[")[0]
    return min(int(digits[:9]) * (4 if code[0] == "U" else 1), 1 << 31) if digits.isdecimal() else 0


def _code(dtype: Made) -> str:
    """The letter and the digits of a type, as `numpy.dtype` gets them."""
    arguments = dtype.arguments
    first = arguments[0] if type(arguments) is tuple and arguments else ""
    return first.lstrip("<>|=") if type(first) is str else ""


def _is_state(state: Value) -> bool:
    return type(state) is tuple and len(state) >= 6
