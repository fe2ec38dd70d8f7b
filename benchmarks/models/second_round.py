"""Evasions written with labcoat's own lists of names at hand: what they let pass, used for something else."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING

from benchmarks.models.archives import EVIL
from benchmarks.models.case import Case
from benchmarks.models.formats import keras_zip, layer
from benchmarks.models.streams import PAYLOAD
from tests.model_files.assemble import (
    APPEND,
    EMPTY_TUPLE,
    MARK,
    NONE,
    POP,
    SETITEM,
    TRUE,
    build,
    bytes_,
    call,
    compressed,
    dict_,
    field,
    global_,
    inst,
    int_,
    new,
    new_ex,
    obj,
    pickle,
    saved_model,
    tensor,
    text,
    torch_tar,
    torch_zip,
    tuple_,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

OS_FILE = global_("pyarrow.lib", "OSFile")  # opens the file when it is made, before any `__init__`
MEMMAP = global_("numpy", "memmap")  # the same
DATA_SOURCE = global_("numpy.lib._datasource", "DataSource")  # removes the folder that its state names when it is freed
MAPPED = (text("/tmp/x"), text("uint8"), text("w+"), int_(0), tuple_(int_(8)))
SOURCE = ((text("_istmpdest"), TRUE), (text("_destpath"), text("/tmp/x")))
HARMLESS = global_("builtins", "len")


def cases() -> Iterator[Case]:
    """All of them."""
    for table in (_made(), _changed(), _nested(), _costly(), _others()):
        for name, data in table.items():
            yield Case("second round", name, data)


def _made() -> dict[str, bytes]:
    """Classes that do something when they are made, and what makes them."""
    make, make_with_keywords = global_("copyreg", "__newobj__"), global_("copyreg", "__newobj_ex__")
    written = dict_((text("path"), text("/tmp/x")), (text("mode"), text("w")))
    plain = new(global_("argparse", "Namespace"))
    booster = global_("lightgbm.basic", "Booster")
    files = {
        "os_file_new": pickle(new(OS_FILE, text("/tmp/x"), text("w"))),
        "os_file_new_ex": pickle(new_ex(OS_FILE, keywords=written)),
        "os_file_through_copyreg": pickle(call(make, OS_FILE, text("/tmp/x"), text("w"))),
        "memmap_through_copyreg": pickle(call(make, MEMMAP, *MAPPED)),
        "memmap_through_copyreg_ex": pickle(call(make_with_keywords, MEMMAP, tuple_(*MAPPED), dict_())),
        "memmap_through_newobj_of_memo": pickle(MEMMAP, b"q\0", POP, b"h\0", tuple_(*MAPPED), b"\x81"),
        "data_source_built": pickle(build(new(DATA_SOURCE), dict_(*SOURCE))),
        "data_source_by_class": pickle(build(plain, tuple_(NONE, dict_((text("__class__"), DATA_SOURCE), *SOURCE)))),
        "class_swapped_in_dict": pickle(build(plain, tuple_(dict_(*SOURCE), dict_((text("__class__"), DATA_SOURCE))))),
        "inst_booster": pickle(inst("lightgbm.basic", "Booster", NONE, NONE, text("/etc/passwd")), protocol=1),
        "obj_booster": pickle(obj(booster, NONE, NONE, text("/etc/passwd"))),
        "inst_xgboost": pickle(inst("xgboost.core", "Booster", NONE, EMPTY_TUPLE, text("/etc/passwd")), protocol=0),
        "inst_store": pickle(inst("pandas.io.pytables", "HDFStore", text("/tmp/x")), protocol=1),
        "inst_writer": pickle(inst("torch.utils.tensorboard.writer", "SummaryWriter", text("/tmp/x")), protocol=1),
        "obj_file_store": pickle(obj(global_("torch.distributed", "FileStore"), text("/tmp/x"))),
        "reduce_trainer": pickle(call(global_("transformers", "Trainer"))),
        "tokenizer_reads": pickle(call(global_("tokenizers.models", "BPE"), text("/etc/passwd"), text("/etc/passwd"))),
        "tokenizer_reads_new": pickle(
            new(global_("tokenizers.models", "BPE"), text("/etc/passwd"), text("/etc/group"))
        ),
        "image_font": pickle(call(global_("PIL.ImageFont", "FreeTypeFont"), text("/etc/passwd"))),
        "neighbour_of_main": pickle(new(global_("__main__", "Net"))),
        "torchscript_name_outside": pickle(call(global_("__torch__.evil", "run"), text("true"))),
    }
    return {f"{name}.pkl": data for name, data in files.items()}


def _changed() -> dict[str, bytes]:
    """Shared objects that a stream changes without calling anything."""
    mapping = global_("transformers.models.auto.configuration_auto", "CONFIG_MAPPING_NAMES")
    image = global_("PIL.Image", "Image") + POP + global_("PIL", "Image")
    hooks, replaced = global_("PIL.Image", "OPEN"), tuple_(NONE, dict_((text("get_params"), HARMLESS)))
    files = {
        "mapping_poisoned": pickle(mapping, text("bert"), text("Evil"), SETITEM),
        "mapping_poisoned_u": pickle(mapping, MARK, text("bert"), text("Evil"), b"u"),
        "image_formats": pickle(hooks, text("PNG"), tuple_(HARMLESS, NONE), SETITEM),
        "list_of_library": pickle(global_("PIL.Image", "ID"), text("EVIL"), APPEND),
        "module_image_built": pickle(build(image, dict_((text("open"), HARMLESS)))),
        "class_built": pickle(build(global_("sklearn.base", "BaseEstimator"), replaced)),
        "tensor_built": pickle(build(global_("torch", "Tensor"), tuple_(NONE, dict_((text("numpy"), HARMLESS))))),
        "frame_built": pickle(build(global_("pandas", "DataFrame"), tuple_(NONE, dict_((text("head"), HARMLESS))))),
        "function_built": pickle(build(global_("torch.nn.functional", "relu"), dict_((text("__wrapped__"), HARMLESS)))),
        "root_logger": pickle(build(call(global_("logging", "getLogger")), dict_((text("disabled"), TRUE)))),
    }
    return {f"{name}.pkl": data for name, data in files.items()}


def _nested() -> dict[str, bytes]:
    load, encode = global_("torch.storage", "_load_from_bytes"), global_("_codecs", "encode")
    inner = {
        "zip": torch_zip(EVIL),
        "tar": torch_tar(EVIL),
        "second_stream": pickle(NONE, protocol=2) + PAYLOAD,
        "gz": compressed(PAYLOAD, "gz"),
    }
    made = {f"load_{name}.pkl": pickle(call(load, bytes_(data))) for name, data in inner.items()}
    latin = call(encode, text(torch_zip(EVIL).decode("latin1")), text("latin1"))
    memo = text(PAYLOAD.decode("latin1")) + b"q\5" + POP
    return made | {
        "load_zip_latin1.pkl": pickle(call(load, latin), protocol=2),
        "load_from_memo.pkl": pickle(memo, call(load, call(encode, b"h\5", text("latin1"))), protocol=2),
        "load_in_rebuild.pt": torch_zip(
            pickle(call(global_("torch._utils", "_rebuild_parameter"), call(load, bytes_(torch_zip(EVIL))), TRUE, NONE))
        ),
        "load_as_storage.pkl": pickle(
            tensor().replace(b"Q", POP + call(load, bytes_(torch_zip(EVIL))), 1),
        ),
    }


def _costly() -> dict[str, bytes]:
    """Names that are fine, with arguments that are not."""
    endless = call(global_("builtins", "range"), int_(2**40))
    calls = {
        "fraction": call(global_("fractions", "Fraction"), text("1e1000000000")),
        "sparse": call(global_("scipy.sparse", "lil_matrix"), tuple_(int_(2**30), int_(1))),
        "range_index": call(global_("builtins", "list"), call(global_("builtins", "zip"), endless)),
    }
    return {f"costly_{name}.pkl": pickle(value) for name, value in calls.items()}


def _others() -> dict[str, bytes]:
    """Keras, TensorFlow and configuration, one step beside what is listed."""
    legacy = "keras.src.legacy.saving.legacy_h5_format"
    deserialize = {"module": legacy, "class_name": "function", "config": "load_model_from_hdf5"}
    foreign = {"module": "evil_package", "class_name": "Initializer", "config": {}}
    load_image = {"module": "keras.utils", "class_name": "function", "config": "load_img"}
    data_set = {"module": "keras.datasets.mnist", "class_name": "function", "config": "load_data"}
    printed = field(1, "output_stream") + field(2, field(2, "file:///tmp/x"))
    region = field(1, "memory_region_name") + field(2, field(2, "/etc/passwd"))
    urls = field(1, "debug_urls") + field(2, field(1, field(2, "file:///tmp/x")))
    config = {"auto_map": {"AutoImageProcessor": "evil--p.P"}}
    call_node = {"function": {"module": "evil_package", "class_name": "function", "config": "f"}}
    return {
        "saved_model_layer.keras": keras_zip(layer("TFSMLayer", filepath="/tmp/evil")),
        "jax_layer.keras": keras_zip(layer("JaxLayer", call_fn=call_node)),
        "legacy_loader.keras": keras_zip(layer("Activation", activation=deserialize)),
        "load_image.keras": keras_zip(layer("Activation", activation=load_image)),
        "data_set.keras": keras_zip(layer("Activation", activation=data_set)),
        "integer_vocabulary.keras": keras_zip(layer("IntegerLookup", vocabulary="/etc/passwd")),
        "initializer.keras": keras_zip(layer("Dense", kernel_initializer=foreign)),
        "print_to_file/saved_model.pb": saved_model("PrintV2", attribute=printed),
        "constant_of_file/saved_model.pb": saved_model("ImmutableConst", attribute=region),
        "debug_to_file/saved_model.pb": saved_model("DebugIdentityV2", attribute=urls),
        "summary_writer/saved_model.pb": saved_model("SummaryWriter", "CreateSummaryFileWriter"),
        "reader/saved_model.pb": saved_model("WholeFileReaderV2", "ReaderReadV2"),
        "preprocessor_config.json": json.dumps(config).encode(),
        "video_preprocessor_config.json": json.dumps(config).encode(),
        "hydra_partial.yaml": b"optimizer:\n  _target_: subprocess.run\n  _partial_: true\n",
        "hydra_list.yaml": b"defaults:\n  - x\nsteps:\n  - {_target_: os.popen, cmd: 'true'}\n",
        "many_headers.gguf": b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + b"\xff" * 8,
        "list_target.yaml": list_target(),
    }


def list_target() -> bytes:
    """A target behind an anchor and a merge."""
    return b"a: &t {_target_: builtins.exec}\nb:\n  - <<: *t\n    _args_: ['1']\n"
