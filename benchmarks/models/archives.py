"""A payload inside containers, and headers of containers that readers disagree about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.models.case import Case
from benchmarks.models.streams import PAYLOAD, RUN
from tests.model_files.assemble import (
    DEFLATED,
    NONE,
    TORCH_MAGIC,
    Member,
    call,
    compressed,
    dict_,
    encrypted_zip,
    global_,
    joblib_array,
    legacy_torch,
    list_,
    long1,
    npy,
    npz,
    pickle,
    safetensors,
    seven_zip,
    state_dict,
    tar_file,
    text,
    torch_tar,
    torch_zip,
    zip_file,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

EVIL = state_dict((text("run"), RUN))
QUIET = state_dict()
NOTHING = pickle(NONE)


def cases() -> Iterator[Case]:
    """All of them, by family."""
    for family, table in (
        ("zip tricks", {**_lies(), **_members()}),
        ("legacy torch", _legacy()),
        ("arrays", _arrays()),
        ("compression", _packed()),
        ("tar", _tars()),
        ("extension", _extensions()),
        ("cannot be read", _closed()),
    ):
        for name, data in table.items():
            yield Case(family, name, data)


def _lies() -> dict[str, bytes]:
    """Headers that do not agree; torch reads the central one, and ignores flags and sums."""
    knobs: dict[str, dict[str, object]] = {
        "plain": {},
        "deflated": {"method": DEFLATED},
        "local_name_differs": {"local_name": "archive/data.txt"},
        "local_name_longer": {"local_name": "archive/data.pkl.txt"},
        "local_flag_encrypted": {"local_flags": 1},
        "local_flag_patch": {"local_flags": 0x20},
        "local_flag_strong": {"local_flags": 0x40},
        "both_flags_encrypted": {"local_flags": 1, "central_flags": 1},
        "central_flag_patch": {"central_flags": 0x20},
        "central_flag_strong": {"central_flags": 0x40},
        "crc_wrong": {"crc": 0x12345678},
        "crc_zero": {"crc": 0},
        "descriptor": {"has_descriptor": True},
        "zip64": {"is_zip64": True},
        "local_method_differs": {"local_method": DEFLATED},
        "local_method_unknown": {"local_method": 99},
        "local_extra": {"local_extra": b"FB\x04\x00ZZZZ"},
        "size_too_small": {"claimed_size": 3, "method": DEFLATED},
        "size_too_large": {"claimed_size": 10**6, "method": DEFLATED},
    }
    return {f"{name}.pt": torch_zip(EVIL, **knob) for name, knob in knobs.items()}


def _members() -> dict[str, bytes]:
    evil, quiet = Member("archive/data.pkl", EVIL), Member("archive/data.pkl", QUIET)
    version, storage = Member("archive/version", b"3\n"), Member("archive/data/0", bytes(16))
    return {
        "first_of_two.pt": zip_file(evil, quiet, version, storage),
        "last_of_two.pt": zip_file(quiet, evil, version, storage),
        "hidden_in_text.pt": torch_zip(QUIET, Member("archive/notes.txt", PAYLOAD)),
        "hidden_in_storage.pt": torch_zip(QUIET, Member("archive/data/1", PAYLOAD)),
        "hidden_without_extension.pt": torch_zip(QUIET, Member("archive/extra", PAYLOAD)),
        "hidden_in_zip.pt": torch_zip(QUIET, Member("archive/more.zip", zip_file(Member("a.pkl", PAYLOAD)))),
        "second_data_pkl.pt": torch_zip(QUIET, Member("other/data.pkl", EVIL)),
        "case_differs.pt": torch_zip(QUIET, Member("archive/DATA.PKL", EVIL)),
        "backslash.pt": torch_zip(QUIET, Member("archive\\data.pkl", EVIL)),
        "other_root.pt": torch_zip(EVIL, root="x/y/z"),
        "root_dot.pt": torch_zip(EVIL, root="."),
        "prefix.pt": torch_zip(EVIL, prefix=b"#!/bin/sh\n" * 20),
        "prefix_of_zeros.pt": torch_zip(EVIL, prefix=bytes(5000)),
        "suffix.pt": zip_file(evil, version, storage, suffix=b"junk" * 30),
        "comment.pt": zip_file(evil, version, storage, comment=b"PK\5\6" + bytes(18)),
        "long_comment.pt": zip_file(evil, version, storage, comment=b"a" * 65_000),
        "not_listed.pt": zip_file(quiet, version, storage, Member("archive/data2.pkl", EVIL, is_listed=False)),
        "pickle_before_zip.pkl": PAYLOAD + torch_zip(QUIET),
        "pickle_before_zip.joblib": PAYLOAD + zip_file(Member("a.txt", b"hello")),
        "zip_twice.pt": zip_file(Member("a.pt", torch_zip(EVIL))),
        "zip_thrice.zip": zip_file(Member("b.zip", zip_file(Member("a.pt", torch_zip(EVIL))))),
        "two_zips.pt": torch_zip(QUIET) + torch_zip(EVIL),
        "constants.pt": torch_zip(QUIET, Member("archive/constants.pkl", EVIL)),
        "torchscript_code.pt": torch_zip(
            QUIET,
            Member(
                "archive/code/__torch__.py",
                b"class M(Module):\n  def forward(self, x: Tensor) -> Tensor:\n"
                b'    _0 = ops.aten.save(x, "/tmp/x")\n    return ops.aten.from_file("/etc/passwd", False, 10)\n',
            ),
        ),
        "directory_slip.pt": torch_zip(QUIET, Member("../../.bashrc", b"true\n")),
        "absolute.zip": zip_file(Member("/etc/cron.d/x", b"* * * * * true\n"), Member("model.pkl", NOTHING)),
    }


def _legacy() -> dict[str, bytes]:
    evil = pickle(dict_((text("x"), RUN)), protocol=2)
    by_eval = call(global_("builtins", "eval"), text(hex(TORCH_MAGIC)))
    true_magic = pickle(long1(TORCH_MAGIC), protocol=2)
    return {
        "data.pth": legacy_torch(evil),
        "data.bin": legacy_torch(evil),
        "raw.pth": evil,
        "raw.bin": evil,
        "raw.ckpt": evil,
        "raw.pt": evil,
        "magic_by_eval.pt": pickle(by_eval, protocol=2) + legacy_torch(QUIET).removeprefix(true_magic),
        "other_magic.pt": legacy_torch(evil, magic=12345),
        "other_version.pt": legacy_torch(evil, version=1002),
        "tar.pt": torch_tar(evil),
        "tar_storages.pt": tar_file({"sys_info": NOTHING, "pickle": QUIET, "storages": evil, "tensors": NOTHING}),
    }


def _arrays() -> dict[str, bytes]:
    inner = pickle(list_(RUN))
    array = npy(inner)
    return {
        "object.npy": array,
        "version_2.npy": npy(inner, version=(2, 0)),
        "version_3.npy": npy(inner, version=(3, 0)),
        "named_dtype.npy": npy(inner, descr="object"),
        "short_dtype.npy": npy(inner, descr="O8"),
        "raw_pickle.npy": inner,
        "object.npz": npz({"a.npy": array}),
        "deflated.npz": npz({"a.npy": array}, DEFLATED),
        "second.npz": npz({"a.npy": npy(bytes(8), descr="<f8"), "b.npy": array}),
        "raw_member.npz": npz({"a.npy": inner}),
        "no_extension.npz": npz({"a": array}),
        "behind_array.npy": npy(bytes(8), descr="<f8") + inner,
        "header_code.npy": npy(bytes(8), descr="'+__import__('os').system('true')+'"),
        "before_array.joblib": pickle(list_(RUN, joblib_array(bytes(16)))),
        "behind_array.joblib": pickle(list_(joblib_array(bytes(16)), RUN)),
        "behind_array_old.joblib": pickle(list_(joblib_array(bytes(16), padding=None), RUN)),
        "inside_array.joblib": pickle(list_(joblib_array(inner, descr="O8", shape=(1,)))),
        "array_looks_like_stop.joblib": pickle(list_(joblib_array(b"." * 16), RUN)),
        "array_looks_like_text.joblib": pickle(list_(joblib_array(b"X\xff\xff\xff\x7f" + bytes(11)), RUN)),
        "behind_three_arrays.joblib": pickle(list_(*[joblib_array(bytes(16), padding=n) for n in (1, 5, 15)], RUN)),
        "raw.joblib": PAYLOAD,
    }


def _packed() -> dict[str, bytes]:
    raw = pickle(list_(joblib_array(bytes(16)), RUN))
    made = {f"model.pkl.{kind}": compressed(PAYLOAD, kind) for kind in ("gz", "bz2", "xz", "lzma")}
    made |= {f"{kind}.joblib": compressed(raw, kind) for kind in ("gz", "bz2", "xz", "lzma", "zlib")}
    return made | {
        "zlib.pkl": compressed(PAYLOAD, "zlib"),
        "gz.pkl": compressed(PAYLOAD, "gz"),
        "gz.pt": compressed(torch_zip(EVIL), "gz"),
        "gz.npy.gz": compressed(npy(pickle(list_(RUN))), "gz"),
        "twice.pkl.gz": compressed(PAYLOAD, "gz", "gz"),
        "thrice.pkl.gz": compressed(PAYLOAD, "gz", "bz2", "xz"),
        "second_member.pkl.gz": compressed(NOTHING, "gz") + compressed(PAYLOAD, "gz"),
        "split.pkl.gz": compressed(PAYLOAD[:5], "gz") + compressed(PAYLOAD[5:], "gz"),
        "behind_gz.pkl": compressed(NOTHING, "gz") + PAYLOAD,
        "zfile.joblib": b"ZF0x" + hex(len(PAYLOAD))[2:].ljust(17).encode() + compressed(PAYLOAD, "zlib"),
        "second_stream.xz": compressed(NOTHING, "xz") + compressed(PAYLOAD, "xz"),
        "gz_of_zip.gz": compressed(zip_file(Member("a.pkl", PAYLOAD)), "gz"),
        "truncated.pkl.gz": compressed(PAYLOAD + bytes(1000), "gz")[:-6],
    }


def _tars() -> dict[str, bytes]:
    return {
        "model.tar": tar_file({"model.pkl": PAYLOAD}),
        "model.tar.gz": tar_file({"model.pkl": PAYLOAD}, mode="w:gz"),
        "model.tar.bz2": tar_file({"model.pth": torch_zip(EVIL)}, mode="w:bz2"),
        "model.tar.xz": tar_file({"code/a/b.joblib": PAYLOAD}, mode="w:xz"),
        "text_name.tar": tar_file({"README.txt": PAYLOAD}),
        "tar_in_tar.tar": tar_file({"a.tar": tar_file({"x.pkl": PAYLOAD})}),
        "tar_in_zip.zip": zip_file(Member("a.tar", tar_file({"x.pkl": PAYLOAD}))),
        "slip.tar": tar_file({"../../.ssh/authorized_keys": b"x", "model.safetensors": safetensors({})}),
        "absolute.tar": tar_file({"/etc/passwd": b"x"}),
        "link.tar": tar_file({"a/x": b"x"}, {"a": "/etc"}),
        "link_out.tar.gz": tar_file({}, {"weights": "../../../../etc/passwd"}, mode="w:gz"),
        "weights.nemo": tar_file({"./model_config.yaml": b"a: 1\n", "./model_weights.ckpt": torch_zip(EVIL)}),
        "slip.keras.tar": tar_file({"a/../../x": b"x"}),
    }


def _extensions() -> dict[str, bytes]:
    extensions = "gif txt jpg json data model dat h5 onnx zip p"
    made = {f"model.{extension}": PAYLOAD for extension in extensions.split()}
    return made | {
        "weights": PAYLOAD,
        "model.safetensors": PAYLOAD,
        "torch.safetensors": torch_zip(EVIL),
        "torch.png": torch_zip(EVIL),
        "torch.gguf": torch_zip(EVIL),
        "numpy.bin": npy(pickle(list_(RUN))),
        "pickle_protocol_0.txt": pickle(call(global_("os", "system"), b"Vtrue\n"), protocol=0),
        "gz.png": compressed(PAYLOAD, "gz"),
    }


def _closed() -> dict[str, bytes]:
    """Nobody can say what is inside, and saying nothing would be saying that it is fine."""
    return {
        "encrypted.zip": encrypted_zip("model.pkl", PAYLOAD),
        "encrypted.pt": encrypted_zip("archive/data.pkl", EVIL),
        "model.7z": seven_zip(PAYLOAD),
        "model_7z.pt": seven_zip(PAYLOAD),
        "unknown_method.pt": torch_zip(EVIL, method=98, local_method=98),
        "zstd.pkl.zst": b"\x28\xb5\x2f\xfd\x04\x58" + bytes(40),
        "lz4.joblib": b"\x04\x22\x4d\x18\x64\x40\xa7" + bytes(40),
        "rar.bin": b"Rar!\x1a\x07\x01\x00" + bytes(60),
    }
