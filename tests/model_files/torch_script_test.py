"""Code in archives of PyTorch: TorchScript, Python, native libraries."""

from __future__ import annotations

import json
import struct

from tests.model_files import assemble as a
from tests.model_files.cases import case, findings, flagging, quiet

FORWARD = """class Net(Module):
  __parameters__ = ["weight", ]
  weight : Tensor
  def forward(self: __torch__.Net,
    x: Tensor) -> Tensor:
    _0 = "torch.load is only named here"
    {}
    return torch.relu(x)
"""
PROGRAM = b"\x7fELF\x02\x01\x01" + bytes(57)
WINDOWS = b"MZ" + bytes(58) + (128).to_bytes(4, "little") + bytes(64) + b"PE\0\0"


def script(line: str = "y = torch.add(x, x)", method: int = a.DEFLATED) -> bytes:
    code = a.Member("archive/code/__torch__/net.py", FORWARD.format(line).encode(), method=method)
    return a.torch_zip(a.state_dict(), code)


def with_member(name: str, data: bytes) -> bytes:
    return a.torch_zip(a.state_dict(), a.Member(name, data))


def exported(size: str) -> bytes:
    program = json.dumps({"range_constraints": [{"as_expr": {"expr_str": size, "hint": {"as_int": 3}}}]})
    return with_member("archive/models/model.json", program.encode())


def with_zip64_end(data: bytes) -> bytes:
    """The records of zip64 before the end, as torch.export writes them, which then has no gap either."""
    at = data.rfind(b"PK\5\6")
    count, size, offset = struct.unpack_from("<HII", data, at + 10)
    wide = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, offset)
    return data[:at] + wide + struct.pack("<4sIQI", b"PK\6\7", 0, at, 1) + data[at:]


SEVENTY_SIX = a.zip_file(
    a.Member("exported/data/weights/weight_0", bytes(8)), a.Member("exported/byteorder", b"little")
)

CODE = [
    case("reads", "m.pt", script('y = torch.from_file("/etc/passwd", False, 10)')),
    case("reads, stored", "m.pt", script('y = torch.from_file("/etc/passwd", False, 10)', a.STORED)),
    case("writes", "m.pt", script('torch.save(x, "/root/.bashrc")')),
    case("by its operator", "m.pt", script("y = ops.aten.from_file (x)")),
    case("image", "m.pt", script('y = ops.image.read_file("/etc/passwd")')),
    case("library", "m.pt2", with_member("archive/data/aotinductor/model/m.so", PROGRAM)),
    case("program", "m.keras", a.zip_file(a.Member("config.json", b"{}"), a.Member("assets/x.exe", WINDOWS))),
    case(
        "handler", "m.mar", a.zip_file(a.Member("MAR-INF/MANIFEST.json", b"{}"), a.Member("handler.py", b"import os\n"))
    ),
    case("mobile", "m.ptl", with_member("archive/bytecode.pkl", b"\x80\x02X\x0f\0\0\0aten::from_fileq\0.")),
    case("size of an exported program", "m.pt2", exported("__import__('os').getpid()")),
    case("package", "m.pt", with_member("archive/net.py", b"import os\n")),
]
QUIET = [
    case("arithmetic", "m.pt", script()),
    case("sizes of an exported program", "m.pt2", exported("Max(1, 2*s0 + Mod(s1, 4))")),
    case("an entry as long as the records of zip64", "m.pt2", with_zip64_end(SEVENTY_SIX)),
    case("methods of that name", "m.pt", script("y = (self.cache).load(x)")),
    case("program in an archive of software", "wheel.zip", a.zip_file(a.Member("lib/x.so", PROGRAM))),
    case(
        "handler of TorchServe",
        "m.mar",
        a.zip_file(a.Member("MAR-INF/MANIFEST.json", b'{"model": {"handler": "image_classifier"}}')),
    ),
]

test_code = flagging("code-in-model", CODE)
test_quiet = quiet(QUIET)


def test_the_line_is_the_excerpt() -> None:
    found = findings(script('y = torch.from_file("/etc/passwd", False, 10)'), "m.pt")
    assert [finding.excerpt for finding in found] == ['y = torch.from_file("/etc/passwd", False, 10)']
