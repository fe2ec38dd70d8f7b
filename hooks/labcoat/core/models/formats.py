"""What a file or a member is, by its bytes and not by its name; and which reader takes it."""

from __future__ import annotations

import sys

from labcoat.core.models.source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from labcoat.core.models.inspection import Inspection, Reader
    from labcoat.core.models.place import Place

HEAD = 512  # bytes that tell the format: the magic of tar is at 257
END_OF_ZIP = b"PK\5\6"
HDF5 = b"\x89HDF\r\n\x1a\n"
LONGEST_END = 22 + 65_535  # bytes of the end record of a zip file with its comment (APPNOTE 4.3.16)
SHORT = 8 << 20  # bytes of a stream that are held, for several readers to look at
LONGEST_HEADER = 100_000_000  # bytes of the header of a safetensors file, as the library allows

# Readers by the bytes that a file has at an offset; each is the function `read` of a module beside this one.
_MAGICS = (
    (0, b"PK\3\4", "zips"),
    (0, END_OF_ZIP, "zips"),
    (0, b"\x1f\x8b", "compressed"),
    (0, b"BZh", "compressed"),
    (0, b"\xfd7zXZ\0", "compressed"),
    (0, b"]\0\0", "compressed"),
    (0, b"x\x01", "compressed"),
    (0, b"x\x5e", "compressed"),
    (0, b"x\x9c", "compressed"),
    (0, b"x\xda", "compressed"),
    (0, b"ZF0x", "compressed"),
    (257, b"ustar", "tars"),
    (0, b"\x93NUMPY", "numpy_files"),
    (0, HDF5, "hdf5"),
    (0, b"GGUF", "gguf"),
    (4, b"TFL3", "tflite"),
    (0, b"\x7fELF", "programs"),
    (0, b"MZ", "programs"),
    (0, b"\xcf\xfa\xed\xfe", "programs"),
    (0, b"X\n\0\0\0", "rds"),
    (0, b"A\n2\n", "rds"),
    (0, b"A\n3\n", "rds"),
    (0, b"RDX", "rds"),
    (0, b"RDA", "rds"),
    (0, b"RDB", "rds"),
    (0, b"B\n\2\0\0\0", "rds"),
    (0, b"B\n\3\0\0\0", "rds"),
    (0, b"7z\xbc\xaf\x27\x1c", "opaque"),
    (0, b"Rar!\x1a\x07", "opaque"),
    (0, b"\x28\xb5\x2f\xfd", "opaque"),
    (0, b"\x04\x22\x4d\x18", "opaque"),
)
_PROTOBUFS = {"onnx": "onnx", "pb": "saved_model", "pbtxt": "saved_model", "meta": "saved_model"}
_TEXTS = ("json", "yaml", "yml", "jinja", "jinja2", "j2", "pmml", "env", "toml", "ini", "cfg", "txt", "py", "md", "xml")
_NEVER = (b"\x89PNG", b"\xff\xd8\xff", b"%PDF", b"RIFF", b"OggS", b"fLaC", b"\x7fELF", b"wOF")
# Their magic stands further back, or is made of opcodes: GGUF begins with that of a float, rds with that of a string.
_CAN_BE_PICKLES = ("tflite", "programs", "tars", "gguf", "rds")
_TAKING_ZEROS = frozenset(b"XTBUCGMJPVSFILcigpqrhj\x8a\x8b\x8c\x8d\x8e\x95\x96")  # opcodes whose arguments may be zeros
_BZIP2 = (b"1AY&SY", b"\x17\x72\x45\x38\x50\x90")  # a block, and the end of an empty file
_PROTOBUF_STARTS = (b"\x08", b"\n")  # the first field, a number or a message
LARGEST_USER_BLOCK = 1 << 20  # bytes before an HDF5 file, which are a power of two


def inspect(source: Source, place: Place, inspection: Inspection) -> None:
    """Read a file or a member as all that its bytes may be: a pickle can have a zip file behind it."""
    if not source.size:
        return
    name = (place.name or inspection.path).replace("\\", "/").lower()
    readers = [*dict.fromkeys(_readers(source, source.read(0, HEAD), name))]
    if len(readers) > 1 and not source.is_seekable:
        readers.sort(key=lambda each: each != "pickles")  # it stops early where there is no pickle
        source = _kept(source)
        readers = readers if source.is_seekable else readers[:2]
    for each in readers:
        inspection.read_with(reader(each), source, place)


def _kept(source: Source) -> Source:
    """A stream itself, or its bytes if it is short: what reads it first must not take them from the next."""
    data = source.read(0, SHORT + 1)
    return Source(data) if len(data) <= SHORT else source


def reader(name: str) -> Reader:
    """The function `read` of a module beside this one, imported now."""
    module = f"labcoat.core.models.{name}"
    __import__(module)
    read: Callable[[Source, Place, Inspection], None] = sys.modules[module].read
    return read


def may_be_model(head: bytes, kind: str) -> bool:
    """Whether a file that begins like this, and is of this kind by its name, may be a model in any format."""
    return kind == "model" or _by_magic(head) != "" or _is_safetensors(head) or _may_be_other(head)


def _readers(source: Source, head: bytes, name: str) -> Iterator[str]:
    """The readers of what the bytes may be."""
    extension = name.rpartition(".")[2]
    is_storage = "/data/" in name and name.rpartition("/")[2].isdigit()  # of torch: numbers, and most of the file
    is_looked_through = source.is_seekable and not is_storage
    found = _by_magic(head) or ("safetensors" if _is_safetensors(head) else "")
    if found:
        yield found
    elif extension == "safetensors":  # one that claims too much
        yield extension
    elif extension in _PROTOBUFS:
        yield _PROTOBUFS[extension]
    elif extension in _TEXTS or name.rpartition("/")[2] == "mlmodel":
        yield from _of_frameworks(name)
        yield "texts"
    elif head.startswith(_PROTOBUF_STARTS):
        yield from ("onnx", "saved_model")
    elif name.endswith("bytecode.pkl"):
        yield "torch_script"
    elif is_looked_through and has_user_block(source):
        yield "hdf5"
    if (not found or _can_be_pickle(found, head, source)) and not head.startswith(_NEVER):
        yield "pickles"
    if found != "zips" and is_looked_through and _has_end_of_zip(source):
        yield "zips"


def _can_be_pickle(found: str, head: bytes, source: Source) -> bool:
    """Whether bytes with another format's mark may be opcodes, too; of safetensors, the zeros of its length as well."""
    if head.startswith(b"BZh"):  # that of bytes, whose size would be 825 MB in a file of bzip2
        return source.is_seekable or head[4:10] not in _BZIP2
    return found in _CAN_BE_PICKLES or (found == "safetensors" and not _TAKING_ZEROS.isdisjoint(head[:5]))


def _of_frameworks(name: str) -> Iterator[str]:
    """Readers of texts that are code or configuration in the archives of one framework."""
    if name.endswith("config.json"):
        yield "keras"
    elif name.endswith((".py", "models/model.json", "exported_program.json")):
        yield "torch_script"


def has_user_block(source: Source) -> bool:
    """Whether an HDF5 file begins later, behind a block that is its user's."""
    start = HEAD
    while start <= LARGEST_USER_BLOCK and start + 8 < source.size:
        if source.read(start, 8) == HDF5:
            return True
        start *= 2
    return False


def _by_magic(head: bytes) -> str:
    for offset, magic, name in _MAGICS:
        if head.startswith(magic, offset):
            return name
    return "tars" if _may_be_old_tar(head) else ""


def _may_be_old_tar(head: bytes) -> bool:
    """Whether there are octal digits where tar has its mode and its sum: that of old has no magic number."""
    digits = head[100:107].strip(b" \0") + head[148:154].strip(b" \0")
    return digits.isdigit() and b"\0" in head[100:156] and len(head) == HEAD


def _is_safetensors(head: bytes) -> bool:
    """Eight bytes of a length, then a JSON object: https://huggingface.co/docs/safetensors#format."""
    return head[8:9] == b"{" and int.from_bytes(head[:8], "little") <= LONGEST_HEADER


def _may_be_other(head: bytes) -> bool:
    """Whether a file begins as pickles do (a protocol, or an opcode of an old one) or graphs do; a rough sieve."""
    if head[:1] == b"\x80":
        return head[1:2] <= b"\x05"
    if head.startswith(_PROTOBUF_STARTS) and b"\0" in head:
        return True
    from labcoat.core.models.pickle_heads import may_be_pickle

    return not head.startswith(_NEVER) and may_be_pickle(head)


def _has_end_of_zip(source: Source) -> bool:
    return source.rfind(END_OF_ZIP, source.size - LONGEST_END) >= 0


def has_zip_behind(file: BinaryIO) -> bool:
    """Whether a file ends as a zip file does: what loads those does not mind what stands before it."""
    size = file.seek(0, 2)
    file.seek(max(0, size - LONGEST_END))
    return END_OF_ZIP in file.read(LONGEST_END)
