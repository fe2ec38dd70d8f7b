"""Evasions of our own that no advisory named: what one reader skips and another one runs."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import struct
import tarfile
import zlib
from typing import TYPE_CHECKING

from benchmarks.models.archives import EVIL, QUIET
from benchmarks.models.case import Case
from benchmarks.models.formats import keras_zip, layer
from benchmarks.models.streams import PAYLOAD, RUN, SYSTEM
from benchmarks.models.templates import HONEST, MALICIOUS
from tests.model_files.assemble import (
    BUILD,
    MARK,
    MEMOIZE,
    NONE,
    POP,
    REDUCE,
    STACK_GLOBAL,
    STOP,
    Member,
    build,
    call,
    compressed,
    dict_,
    field,
    get,
    gguf,
    global_,
    int_,
    joblib_array,
    list_,
    new,
    npy,
    onnx,
    onnx_external,
    onnx_node,
    pickle,
    proto,
    put,
    saved_model,
    tar_file,
    text,
    torch_zip,
    tuple_,
    varint,
    zip_file,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTHING = pickle(NONE)
EVIL_TEMPLATE = MALICIOUS["globals"]

# Classes of libraries that a list by prefix would let pass: to construct them opens, writes or connects.
CONSTRUCTORS = """
numpy: memmap DataSource
pandas: HDFStore ExcelFile ExcelWriter
pandas.io.parsers.readers: TextFileReader
scipy.io: netcdf_file FortranFile
sklearn.datasets: dump_svmlight_file
torch._C: PyTorchFileWriter PyTorchFileReader
torch.distributed: FileStore TCPStore
torch.utils.tensorboard.writer: SummaryWriter
torch.onnx.utils: export
torch.utils.data.datapipes.iter: HttpReader
torch.jit._serialization: load
torch.storage: TypedStorage._load_from_bytes UntypedStorage.from_file
numpy.core.records: fromfile
numpy._core.multiarray: fromfile
numpy.lib.format: open_memmap read_array
numpy.lib.npyio: fromregex
xgboost.core: Booster.load_model
lightgbm.basic: Booster.save_model
tokenizers: Tokenizer.from_file
transformers.utils.hub: cached_file
transformers: Trainer AutoTokenizer.from_pretrained
datasets: Dataset.from_csv
datasets.load: dataset_module_factory
joblib.parallel: Parallel
sklearn.utils.metaestimators: available_if
joblib.func_inspect: get_func_code
"""

# fix_imports maps these names of Python 2 for streams below protocol 3.
PYTHON_2 = """
urllib: urlopen urlretrieve
urllib2: urlopen
thread: start_new_thread
cPickle: loads
anydbm: open
BaseHTTPServer: test
__builtin__: reduce map
os: popen2
new: code
"""


def cases() -> Iterator[Case]:
    """All of them."""
    for table in (_named(), _streams(), _joblib(), _arrays(), _zips(), _packed(), _protobuf(), _texts(), _others()):
        for name, data in table.items():
            yield Case("held-out", name, data)


def _named() -> dict[str, bytes]:
    made = {}
    for table, protocol in ((CONSTRUCTORS, 4), (PYTHON_2, 2)):
        for line in table.strip().split("\n"):
            module, _, names = line.partition(": ")
            made |= {f"{module}.{name}.pkl": _called(module, name, protocol) for name in names.split()}
    memmap = new(global_("numpy", "memmap"), text("/tmp/x"), text("uint8"), text("w+"), int_(0), tuple_(int_(1)))
    return made | {"memmap_by_new.pkl": pickle(memmap)}


def _called(module: str, name: str, protocol: int) -> bytes:
    return pickle(call(global_(module, name), text("/tmp/x")), protocol=protocol)


def _streams() -> dict[str, bytes]:
    argument = tuple_(text("true")) + REDUCE
    shifted = text("os") + put(1) + POP + text("system") + MEMOIZE + POP  # one entry so far, so MEMOIZE is 1, too
    twice = text("a") + put(0) + put(0) + POP + SYSTEM + MEMOIZE + POP + get(1)
    codec = call(global_("_codecs", "encode"), text("6f73"), text("hex"))
    dotted = call(global_("torch._utils", "_import_dotted_name"), text("os.system"))
    typed = call(global_("torch._tensor", "_rebuild_from_type_v2"), dotted, NONE, tuple_(text("true")), NONE)
    hooked = build(new(global_("torch.nn.modules.linear", "Identity")), dict_((text("forward"), SYSTEM)))
    generator = call(global_("numpy.random._pickle", "__bit_generator_ctor"), global_("subprocess", "Popen"))
    index = call(global_("pandas.core.indexes.base", "_new_Index"), global_("subprocess", "Popen"), dict_())
    files = {
        "memoize_overwrites": pickle(shifted, text("os"), get(1), STACK_GLOBAL, argument),
        "memoize_after_double_put": pickle(twice, argument),
        "pop_takes_mark": pickle(text("os"), MARK, POP, text("system"), STACK_GLOBAL, argument),
        "codec_hex": pickle(codec, POP, text("os"), codec, STACK_GLOBAL, argument),
        "import_dotted_name": pickle(call(dotted, text("true"))),
        "rebuild_from_type": pickle(typed, protocol=2),
        "instance_method_over_module": pickle(hooked, protocol=2),
        "bit_generator_of_any_class": pickle(generator),
        "index_of_any_class": pickle(index),
        "import_runs_module": pickle(global_("pip.__main__", "main"), POP, NONE),
        "import_of_neighbour": pickle(global_("train_helpers", "Net")),
        "protocol_0_to_4_midway": proto(0) + NONE + POP + proto(4) + global_("random", "_os.system") + argument + STOP,
        "no_proto_stack_global": text("os") + text("system") + STACK_GLOBAL + argument + STOP,
        "reconstructor_with_state": pickle(
            call(global_("copyreg", "_reconstructor"), global_("io", "FileIO"), global_("io", "FileIO"), text("/x"))
        ),
        "array_function": pickle(build(new(global_("numpy", "ndarray"), tuple_()), SYSTEM)),
        "build_calls_setstate_of_function": pickle(SYSTEM, text("true"), BUILD),
        "default_factory_runs": pickle(
            build(call(global_("collections", "defaultdict"), NONE), dict_((text("default_factory"), SYSTEM)))
        ),
        "ordered_key_runs": pickle(call(global_("functools", "cmp_to_key"), SYSTEM)),
        "enum_by_call": pickle(
            call(global_("enum", "Enum"), text("X"), dict_((text("_generate_next_value_"), SYSTEM)))
        ),
    }
    return {f"{name}.pkl": data for name, data in files.items()}


def _joblib() -> dict[str, bytes]:
    """Bytes that joblib.load takes for an array and pickle.load for opcodes, and the other way round."""
    overflow = joblib_array(b"", shape=(1 << 32, 1 << 32))
    aliased = joblib_array(RUN, shape=(len(RUN) // 8,)).replace(
        b"joblib.numpy_pickle\n", b"sklearn.externals.joblib.numpy_pickle\n"
    )
    hidden = joblib_array(RUN + STOP + bytes(4), descr="u1", shape=(len(RUN) + 5,), padding=None)
    return {
        "count_overflows.joblib": pickle(list_(overflow, RUN)),
        "negative_shape.joblib": pickle(list_(joblib_array(b"", shape=(-1,)), RUN)),
        "zero_shape.joblib": pickle(list_(joblib_array(b"", shape=(0, 1 << 40)), RUN)),
        "alias_is_not_read.joblib": pickle(list_(aliased)),
        "array_is_opcodes.pkl": pickle(hidden),
        "long_padding.joblib": pickle(list_(joblib_array(bytes(16), padding=255), RUN)),
        "other_file.joblib": _wrapper("NDArrayWrapper", "filename", "../../evil.npy"),
        "other_file_absolute.joblib": _wrapper("NDArrayWrapper", "filename", "/tmp/evil.npy"),
        "other_zfile.joblib": _wrapper("ZNDArrayWrapper", "filename", "../evil.npy.z"),
        "object_array_behind_number.joblib": pickle(
            list_(joblib_array(bytes(16)), joblib_array(pickle(list_(RUN)), descr="O8", shape=(1,)))
        ),
        "subclass_is_function.joblib": pickle(joblib_array(bytes(16)).replace(b"cnumpy\nndarray\n", SYSTEM)),
    }


def _wrapper(name: str, key: str, path: str) -> bytes:
    wrapper = new(global_("joblib.numpy_pickle_compat", name))
    state = dict_((text(key), text(path)), (text("subclass"), global_("numpy", "ndarray")), (text("allow_mmap"), NONE))
    return pickle(build(wrapper, state))


def _arrays() -> dict[str, bytes]:
    inner = pickle(list_(RUN))
    structured = {
        "field": "[('a', '<f8'), ('b', '|O')]",
        "field_deep": "[('a', [('b', [('c', 'O')])])]",
        "field_shape": "[('a', '|O', (2, 2))]",
        "as_dict": "{'names': ['a'], 'formats': ['O'], 'offsets': [0]}",
        "escaped": r"'\x7c\x4f'",
        "double_quotes": '"|O"',
        "with_comma": "'i4,O'",
    }
    made = {f"{name}.npy": npy(inner).replace(b"'|O'", descr.encode(), 1) for name, descr in structured.items()}
    made = {name: _header_fixed(data, inner) for name, data in made.items()}
    packed = {f"member_{kind}.npz": zip_with(kind, npy(inner)) for kind in ("bz2", "lzma")}
    return made | packed | {"two_arrays.npy": npy(bytes(8), descr="<f8") + npy(inner)}


def _header_fixed(data: bytes, inner: bytes) -> bytes:
    header = data[10 : len(data) - len(inner)].rstrip() + b"\n"
    return data[:8] + struct.pack("<H", len(header)) + header + inner


def zip_with(kind: str, data: bytes) -> bytes:
    """An .npz whose member is packed by a method that only some readers know; the sizes are told for the raw data."""
    import zipfile

    target = io.BytesIO()
    method = {"bz2": zipfile.ZIP_BZIP2, "lzma": zipfile.ZIP_LZMA}[kind]
    with zipfile.ZipFile(target, "w", method) as archive:
        archive.writestr("a.npy", data)
    return target.getvalue()


def _zips() -> dict[str, bytes]:
    quiet = torch_zip(QUIET)
    evil = torch_zip(EVIL)
    renamed = Member("a/readme", PAYLOAD, local_extra=_unicode_path(b"a/readme", b"data.pkl"))
    library = Member("data/aotinductor/model/cmodel.so", b"\x7fELF\x02\x01\x01" + bytes(60))
    return {
        "zip64_points_elsewhere.pt": _zip64(quiet, evil),
        "end_records_disagree.pt": evil + quiet[quiet.rindex(b"PK\5\6") :],
        "nul_in_name.pt": torch_zip(QUIET, Member("archive/data.pkl\0.txt", EVIL)),
        "unicode_name.pt": torch_zip(QUIET, renamed),
        "shared_library.pt2": zip_file(Member("archive_format", b"pt2"), library),
        "package.pt": zip_file(
            Member("p/.data/extern_modules", b"os\n"),
            Member("p/.data/python_version", b"3.11\n"),
            Member("p/evil.py", b"import os\nos.system('true')\n"),
            Member("p/model/model.pkl", pickle(global_("evil", "Net"))),
        ),
        "seven_deep.zip": _deep(7),
        "fifteen_deep.zip": _deep(15),
        "gap_before_directory.pt": _gap(quiet, PAYLOAD),
        "starts_as_pickle_is_tar.pt": _pickle_named_tar(),
    }


def _zip64(quiet: bytes, evil: bytes) -> bytes:
    """The 32-bit end record tells of one directory, the 64-bit one of another."""
    end = evil.rindex(b"PK\5\6")
    count, size, start = struct.unpack("<HII", evil[end + 10 : end + 20])
    shift = len(quiet)
    directory = bytearray(evil[start:end])
    place = 0
    while place < len(directory):
        name, extra = struct.unpack("<HH", directory[place + 28 : place + 32])
        offset = struct.unpack("<I", directory[place + 42 : place + 46])[0]
        directory[place + 42 : place + 46] = struct.pack("<I", offset + shift)
        place += 46 + name + extra
    body = quiet + evil[:start] + bytes(directory)
    record = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, shift + start)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, len(body), 1)
    return body + record + locator + quiet[quiet.rindex(b"PK\5\6") :]


def _unicode_path(name: bytes, told: bytes) -> bytes:
    body = b"\1" + struct.pack("<I", zlib.crc32(name)) + told
    return struct.pack("<HH", 0x7075, len(body)) + body


def _deep(levels: int) -> bytes:
    data = zip_file(Member("model.pkl", PAYLOAD))
    for _ in range(levels):
        data = zip_file(Member("a.zip", data))
    return data


def _gap(archive: bytes, hidden: bytes) -> bytes:
    end = archive.rindex(b"PK\5\6")
    start = struct.unpack("<I", archive[end + 16 : end + 20])[0]
    moved = archive[end : end + 16] + struct.pack("<I", start + len(hidden)) + archive[end + 20 :]
    return archive[:start] + hidden + archive[start:end] + moved


def _pickle_named_tar() -> bytes:
    """torch.load asks for a tar before it asks for a pickle; the first name is a harmless pickle."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=tarfile.USTAR_FORMAT, encoding="latin1") as archive:
        for name, data in (
            ("\x80\x02}.", b""),
            ("sys_info", NOTHING),
            ("pickle", EVIL),
            ("storages", pickle(int_(0))),
        ):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return target.getvalue()


def _packed() -> dict[str, bytes]:
    named = b"\x1f\x8b\x08\x1e\0\0\0\0\0\3" + b"\4\0ABCD" + b"name.txt\0" + b"a comment\0"
    named += struct.pack("<H", zlib.crc32(named) & 0xFFFF)
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = raw.compress(PAYLOAD) + raw.flush()
    filters = [{"id": lzma.FILTER_DELTA, "dist": 4}, {"id": lzma.FILTER_LZMA2}]
    return {
        "all_header_fields.pkl.gz": named + body + struct.pack("<II", zlib.crc32(PAYLOAD), len(PAYLOAD)),
        "padded_members.pkl.gz": gzip.compress(NOTHING, mtime=0) + bytes(64) + gzip.compress(PAYLOAD, mtime=0),
        "stored.joblib": zlib.compress(PAYLOAD, 0),
        "two_streams.pkl.bz2": bz2.compress(PAYLOAD[:7]) + bz2.compress(PAYLOAD[7:]),
        "delta_filter.pkl.xz": lzma.compress(PAYLOAD, format=lzma.FORMAT_XZ, check=lzma.CHECK_NONE, filters=filters),
        "wrong_sum.pkl.gz": gzip.compress(PAYLOAD, mtime=0)[:-8] + bytes(8),
        "wrong_sum.joblib": zlib.compress(PAYLOAD + bytes(1_000_000), 0)[:-4] + bytes(4),
        "junk_behind.pkl.gz": gzip.compress(PAYLOAD, mtime=0) + b"junk" * 10,
        "gz_in_npz.npz": zip_file(Member("a.npy", compressed(npy(pickle(list_(RUN))), "gz"))),
        "gz_in_torch.pt": torch_zip(compressed(EVIL, "gz")),
    }


def _protobuf() -> dict[str, bytes]:
    add = onnx_node("Add")
    sparse = field(15, field(1, onnx_external("../../x.bin")[2:]))
    function = field(25, field(1, "f") + onnx_node("Run", "evil.ops").replace(b"\x0a", b"\x3a", 1) + field(10, "local"))
    quiet = saved_model("Const", "MatMul")
    return {
        "merged_graph.onnx": onnx(add) + field(7, onnx_external("../../../etc/passwd")),
        "sparse.onnx": onnx(add, sparse),
        "function_body.onnx": onnx(add) + function,
        "long_varint.onnx": onnx(add) + b"\xba\x80\x80\x00" + _with_length(onnx_external("/etc/passwd")),
        "unknown_group.onnx": b"\xa3\x06" + field(9, 1) + b"\xa4\x06" + onnx(add, onnx_external("../x")),
        "training.onnx": onnx(add) + field(20, field(2, onnx_external("/etc/x"))),
        "twice/saved_model.pb": quiet + saved_model("PyFunc"),
        "second_graph/saved_model.pb": quiet + field(2, field(2, field(1, field(2, "WriteFile")))),
        "long_varint/saved_model.pb": quiet.replace(field(2, "Const"), b"\x92\x80\x00" + _with_length(b"ReadFile"), 1),
    }


def _with_length(raw: bytes) -> bytes:
    return varint(len(raw)) + raw


def _texts() -> dict[str, bytes]:
    """JSON, YAML and templates as their readers take them."""
    marshalled = layer("Lambda", function={"class_name": "__lambda__", "config": {"code": "4wEAAAAA"}})
    config = json.dumps({"module": "keras", "class_name": "Sequential", "config": {"layers": [marshalled]}})
    node = {"__class__": "system", "__module__": "os", "__loader__": "FunctionNode", "protocol": 2}
    escaped = json.dumps({"chat_template": EVIL_TEMPLATE}).replace("_", "\\u005f")
    twice = (
        json.dumps({"chat_template": HONEST["chatml"]})[:-1] + ", " + json.dumps({"chat_template": EVIL_TEMPLATE})[1:]
    )
    modules = [{"idx": 0, "name": "0", "path": "", "type": "evil_package.models.Transformer"}]
    index = {"_class_name": "DiffusionPipeline", "_diffusers_version": "0.30.0", "unet": ["my_pipeline", "Net"]}
    adapter = {"peft_type": "LORA", "auto_mapping": {"base_model_class": "system", "parent_library": "os"}}
    return {
        "utf16.keras": zip_file(Member("config.json", config.encode("utf-16"))),
        "utf32.keras": zip_file(Member("config.json", config.encode("utf-32"))),
        "bom.keras": zip_file(Member("config.json", config.encode("utf-8-sig"))),
        "escaped_key.keras": zip_file(Member("config.json", config.replace("Lambda", "L\\u0061mbda").encode())),
        "deflated.keras": zip_file(Member("config.json", config.encode(), method=8)),
        "last_key_wins.keras": zip_file(
            Member(
                "config.json",
                config.replace('"class_name": "Lambda"', '"class_name": "Dense", "class_name": "Lambda"').encode(),
            )
        ),
        "member_in_folder.keras": keras_zip(
            layer("Dense", activation={"class_name": "function", "module": "shutil", "config": "rmtree"})
        ),
        "utf16.skops": zip_file(Member("schema.json", json.dumps(node).encode("utf-16"))),
        "escaped/tokenizer_config.json": escaped.encode(),
        "twice/tokenizer_config.json": twice.encode(),
        "additional_chat_templates/tools.jinja": EVIL_TEMPLATE.encode(),
        "twice.gguf": gguf({"tokenizer.chat_template": HONEST["chatml"]}).replace(
            b"\1\0\0\0\0\0\0\0", b"\2\0\0\0\0\0\0\0", 1
        )
        + gguf({"tokenizer.chat_template": EVIL_TEMPLATE})[24:],
        "template_in_array.gguf": _gguf_array("tokenizer.chat_templates", EVIL_TEMPLATE),
        "big_endian.gguf": _gguf_big_endian("tokenizer.chat_template", EVIL_TEMPLATE),
        "old_version.gguf": _gguf_1("tokenizer.chat_template", EVIL_TEMPLATE),
        "modules.json": json.dumps(modules).encode(),
        "model_index.json": json.dumps(index).encode(),
        "adapter_config.json": json.dumps(adapter).encode(),
        "flow/MLmodel": b'{flavors: {python_function: {"loader_module": evil.loader}}}\n',
        "anchor/MLmodel": b"x: &k loader_module\nflavors:\n  python_function:\n    *k : evil.loader\n",
        "quoted_hydra.yaml": b'model: {"_target\\x5f": os.system, command: "true"}\n',
        "merged_hydra.yaml": b"base: &b\n  _target_: os.system\nmodel:\n  <<: *b\n",
        "auto_map_escaped/config.json": b'{"auto\\u005fmap": {"AutoModel": "evil--m.M"}}',
    }


def _gguf_array(key: str, value: str) -> bytes:
    texts = struct.pack("<IQ", 8, 1) + struct.pack("<Q", len(value)) + value.encode()
    return (
        b"GGUF"
        + struct.pack("<IQQ", 3, 0, 1)
        + struct.pack("<Q", len(key))
        + key.encode()
        + struct.pack("<I", 9)
        + texts
    )


def _gguf_big_endian(key: str, value: str) -> bytes:
    pair = struct.pack(">Q", len(key)) + key.encode() + struct.pack(">IQ", 8, len(value)) + value.encode()
    return b"GGUF" + struct.pack(">IQQ", 3, 0, 1) + pair


def _gguf_1(key: str, value: str) -> bytes:
    pair = struct.pack("<I", len(key)) + key.encode() + struct.pack("<II", 8, len(value)) + value.encode()
    return b"GGUF" + struct.pack("<III", 1, 0, 1) + pair


def _others() -> dict[str, bytes]:
    ascii_promise = "A\n3\n262912\n197888\n5\nUTF-8\n5\n251\n6\n1\n262153\n6\nsystem\n2\n16\n1\n262153\n4\ntrue\n254\n"
    utf16_pmml = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE PMML [<!ENTITY x SYSTEM "file:///etc/passwd">]><PMML>&x;</PMML>'
    return {
        "ascii.rds": ascii_promise.encode(),
        "ascii_bz2.rds": bz2.compress(ascii_promise.encode()),
        "utf16.pmml": utf16_pmml.encode("utf-16"),
        "pickle_in_nemo_deep.nemo": tar_file({"a/b/c/weights": torch_zip(EVIL), "model_config.yaml": b"a: 1\n"}),
        "pickle_behind_onnx.onnx": onnx(onnx_node("Add")) + PAYLOAD,
        "zip_behind_gguf.gguf": gguf({"general.name": "x"}) + torch_zip(EVIL),
    }
