"""Archives and wrappers put together byte by byte, with the lies that readers disagree about."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import struct
import tarfile
import zlib
from typing import NamedTuple

from tests.model_files.opcodes import (
    BINPERSID,
    EMPTY_DICT,
    FALSE,
    NONE,
    TRUE,
    build,
    call,
    dict_,
    global_,
    int_,
    list_,
    long1,
    new,
    pickle,
    text,
    tuple_,
)

TORCH_MAGIC = 0x1950A86A20F9469CFC6C
STORED, DEFLATED = 0, 8
SEVEN_ZIP_MAGIC = b"7z\xbc\xaf\x27\x1c"


class Member(NamedTuple):
    """One member of a zip. What is None is told as it is; `local_name` and the flags are the lies of each header."""

    name: str
    data: bytes
    method: int = STORED
    local_name: str | None = None
    local_flags: int = 0
    central_flags: int = 0
    crc: int | None = None
    claimed_size: int | None = None
    has_descriptor: bool = False
    is_zip64: bool = False
    local_method: int | None = None
    local_extra: bytes = b""
    is_listed: bool = True
    is_link: bool = False


def zip_file(*members: Member, prefix: bytes = b"", suffix: bytes = b"", comment: bytes = b"") -> bytes:
    """A zip file; bytes before it (offsets are true) and behind it."""
    body, directory = bytearray(prefix), bytearray()
    listed = [member for member in members if member.is_listed]
    for member in members:
        offset = len(body)
        local, central = _headers(member, offset)
        body += local
        directory += central if member.is_listed else b""
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, len(listed), len(listed), len(directory), len(body), len(comment))
    return bytes(body + directory) + end + comment + suffix


def _headers(member: Member, offset: int) -> tuple[bytes, bytes]:
    raw = _deflated(member.data) if member.method == DEFLATED else member.data
    crc = zlib.crc32(member.data) if member.crc is None else member.crc
    size = len(member.data) if member.claimed_size is None else member.claimed_size
    told = (0xFFFFFFFF, 0xFFFFFFFF) if member.is_zip64 else (len(raw), size)
    extra = struct.pack("<HHQQ", 1, 16, size, len(raw)) if member.is_zip64 else b""
    told_locally = (0, 0, 0) if member.has_descriptor else (crc, *told)
    name = member.name.encode()
    local_name = name if member.local_name is None else member.local_name.encode()
    flags = member.local_flags | (8 if member.has_descriptor else 0)
    method = member.method if member.local_method is None else member.local_method
    local_extra = extra + member.local_extra
    head = struct.pack(
        "<4s5H3I2H", b"PK\3\4", 20, flags, method, 0, 33, *told_locally, len(local_name), len(local_extra)
    )
    descriptor = struct.pack("<4s3I", b"PK\7\x08", crc, len(raw), size) if member.has_descriptor else b""
    central_flags = member.central_flags | (8 if member.has_descriptor else 0)
    made_by, mode = (0x0314, 0o120777 << 16) if member.is_link else (20, 0)
    fields = (
        made_by,
        20,
        central_flags,
        member.method,
        0,
        33,
        crc,
        *told,
        len(name),
        len(extra),
        0,
        0,
        0,
        mode,
        offset,
    )
    return (
        head + local_name + local_extra + raw + descriptor,
        struct.pack("<4s6H3I5H2I", b"PK\1\2", *fields) + name + extra,
    )


def _deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def encrypted_zip(name: str, data: bytes) -> bytes:
    """A zip whose member says that it is encrypted; its bytes are noise as long as the data."""
    noise = bytes([byte ^ 0x5A for byte in data])
    return zip_file(Member(name, b"\x11" * 12 + noise, local_flags=1, central_flags=1, crc=zlib.crc32(data)))


def torch_zip(data_pkl: bytes, *others: Member, root: str = "archive", prefix: bytes = b"", **knobs: object) -> bytes:
    """A checkpoint of torch.save: data.pkl (its knobs are those of `Member`), version, one storage, further members."""
    members = (
        Member(f"{root}/data.pkl", data_pkl, **knobs),  # type: ignore[arg-type]
        Member(f"{root}/version", b"3\n"),
        Member(f"{root}/byteorder", b"little"),
        Member(f"{root}/data/0", bytes(16)),
    )
    return zip_file(*members, *others, prefix=prefix)


def tensor(key: str = "0", count: int = 4) -> bytes:
    """The opcodes of one float tensor whose storage is outside, as torch.save writes them."""
    storage = tuple_(text("storage"), global_("torch", "FloatStorage"), text(key), text("cpu"), int_(count))
    hooks = call(global_("collections", "OrderedDict"))
    arguments = (storage + BINPERSID, int_(0), tuple_(int_(count)), tuple_(int_(1)), FALSE, hooks)
    return call(global_("torch._utils", "_rebuild_tensor_v2"), *arguments)


def state_dict(*extra: tuple[bytes, bytes]) -> bytes:
    """The stream of an ordinary state dict; further pairs beside its one tensor."""
    return pickle(dict_((text("weight"), tensor()), *extra), protocol=2)


def legacy_torch(data: bytes, *, magic: int = TORCH_MAGIC, version: int = 1001, tail: bytes = b"") -> bytes:
    """torch.save before 1.6: four pickles in a row, the keys of the storages, and the storages."""
    system = dict_(
        (text("protocol_version"), int_(version)),
        (text("little_endian"), TRUE),
        (text("type_sizes"), dict_((text("int"), int_(4)))),
    )
    streams = (long1(magic), int_(version), system)
    storages = struct.pack("<q", 4) + bytes(16)
    keys = pickle(list_(text("0")), protocol=2)
    return b"".join([pickle(each, protocol=2) for each in streams]) + data + keys + storages + tail


def legacy_tensor_key() -> bytes:
    """The opcodes of a storage in `legacy_torch`: its persistent id has six fields."""
    return tuple_(text("storage"), global_("torch", "FloatStorage"), text("0"), text("cpu"), int_(4), NONE) + BINPERSID


def tar_file(members: dict[str, bytes], links: dict[str, str] | None = None, mode: str = "w") -> bytes:
    """A tar (mode `w:gz` and so on compress it); links by name, symbolic ones."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode=mode) as archive:  # type: ignore[call-overload]
        for name, link in (links or {}).items():
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = tarfile.SYMTYPE, link
            archive.addfile(entry)
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return target.getvalue()


def torch_tar(data: bytes) -> bytes:
    """torch.save of 0.1: a tar with pickles for the system, the storages, the tensors and the data."""
    storages = pickle(int_(0), protocol=2)
    return tar_file(
        {"sys_info": pickle(EMPTY_DICT, protocol=2), "pickle": data, "storages": storages, "tensors": storages}
    )


def npy(data: bytes, descr: str = "|O", shape: tuple[int, ...] = (1,), version: tuple[int, int] = (1, 0)) -> bytes:
    """An .npy file; with the type `|O` its data is a pickle."""
    header = f"{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}".encode()
    size = 2 if version == (1, 0) else 4
    header += b" " * (-(8 + size + len(header) + 1) % 64) + b"\n"
    return b"\x93NUMPY" + bytes(version) + len(header).to_bytes(size, "little") + header + data


def npz(members: dict[str, bytes], method: int = STORED) -> bytes:
    """An .npz file: .npy members in a zip."""
    return zip_file(*[Member(name, data, method=method) for name, data in members.items()])


def joblib_array(data: bytes, descr: str = "f8", shape: tuple[int, ...] = (2,), padding: int | None = 3) -> bytes:
    """The opcodes and inline bytes of one array in a joblib file. With the type `O8` the data is a pickle."""
    size = int(descr[1:]) * (4 if descr[0] == "U" else 1) if descr[0] in "USV" else -1
    flags = 63 if descr[0] == "O" else 0
    numpy_type = build(
        call(global_("numpy", "dtype"), text(descr), FALSE, TRUE),
        tuple_(int_(3), text("|" if descr[0] == "O" else "<"), NONE, NONE, NONE, int_(size), int_(-1), int_(flags)),
    )
    aligned = [] if padding is None else [(text("numpy_array_alignment_bytes"), int_(16))]
    state = dict_(
        (text("subclass"), global_("numpy", "ndarray")),
        (text("shape"), tuple_(*[int_(each) for each in shape])),
        (text("order"), text("C")),
        (text("dtype"), numpy_type),
        (text("allow_mmap"), FALSE if descr[0] == "O" else TRUE),
        *aligned,
    )
    wrapper = new(global_("joblib.numpy_pickle", "NumpyArrayWrapper"))
    inline = b"" if padding is None or descr[0] == "O" else bytes([padding]) + b"\xff" * padding
    return build(wrapper, state) + inline + data


def compressed(data: bytes, *kinds: str) -> bytes:
    """Data packed by gz, bz2, xz, lzma or zlib; several kinds are layers, the last one outside."""
    packers = {
        "gz": lambda raw: gzip.compress(raw, mtime=0),
        "bz2": bz2.compress,
        "xz": lzma.compress,
        "lzma": lambda raw: lzma.compress(raw, format=lzma.FORMAT_ALONE),
        "zlib": zlib.compress,
    }
    for kind in kinds:
        data = packers[kind](data)
    return data


def seven_zip(data: bytes = b"") -> bytes:
    """Something that begins as a 7z archive does."""
    return SEVEN_ZIP_MAGIC + b"\x00\x04" + struct.pack("<IQQI", 0, len(data), 0, 0) + data


def safetensors(header: object, data: bytes = b"", size: int | None = None) -> bytes:
    """A safetensors file; the header as JSON, or as the bytes that it is given as."""
    raw = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(raw) if size is None else size) + raw + data


def gguf(metadata: dict[str, str], version: int = 3) -> bytes:
    """A GGUF file without tensors; all metadata are strings."""
    pairs = b"".join([_gguf_text(key) + struct.pack("<I", 8) + _gguf_text(value) for key, value in metadata.items()])
    return b"GGUF" + struct.pack("<IQQ", version, 0, len(metadata)) + pairs


def _gguf_text(value: str) -> bytes:
    raw = value.encode()
    return struct.pack("<Q", len(raw)) + raw


def field(number: int, value: int | bytes | str) -> bytes:
    """A field of a protobuf message: a varint, or bytes with their length."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    raw = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(raw)) + raw


def varint(value: int) -> bytes:
    """A protobuf varint."""
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def onnx(*graph_fields: bytes, opsets: tuple[str, ...] = ("",), metadata: dict[str, str] | None = None) -> bytes:
    """A ModelProto of onnx.proto: a graph made of fields (nodes 1, initializers 5), opset domains, metadata."""
    graph = field(7, b"".join(graph_fields) + field(2, "graph"))
    imports = b"".join([field(8, (field(1, domain) if domain else b"") + field(2, 17)) for domain in opsets])
    props = [field(14, field(1, key) + field(2, value)) for key, value in (metadata or {}).items()]
    return field(1, 8) + field(2, "tests") + graph + imports + b"".join(props)


def onnx_node(operator: str, domain: str = "") -> bytes:
    """The field of a graph that holds one node."""
    return field(
        1, field(1, "x") + field(2, "y") + field(3, "n") + field(4, operator) + (field(7, domain) if domain else b"")
    )


def onnx_external(location: str, name: str = "w") -> bytes:
    """The field of a graph that holds one initializer with its data in another file."""
    entry = field(13, field(1, "location") + field(2, location))
    return field(5, field(1, 4) + field(2, 1) + field(8, name) + entry + field(14, 1))


def saved_model(*operators: str, attribute: bytes = b"") -> bytes:
    """A saved_model.pb: one MetaGraph whose graph has a node for each operator, with one attribute if given."""
    attributes = field(5, attribute) if attribute else b""
    nodes = [field(1, field(1, f"n{i}") + field(2, name) + attributes) for i, name in enumerate(operators)]
    graph = field(2, b"".join(nodes) + field(4, field(1, 1882)))
    return field(1, 1) + field(2, field(1, field(4, "serve")) + graph)
