"""NumPy files with Python objects in them."""

from __future__ import annotations

import pytest

from tests.cases import notebook
from tests.tables import case, flagging, quiet, reported

NUMPY = "import numpy as np\n"
ARRAY_FLAGS = [
    case("keyword", "a.py", NUMPY + "x = np.load('a.npy', »allow_pickle=True«)\n"),
    case("whole name", "a.py", "import numpy\nx = numpy.load('a.npy', »allow_pickle=True«).item()\n"),
    case("by name", "a.py", "from numpy import load\nx = load('a.npy', »allow_pickle=True«)\n"),
    case("no import", "a.py", "x = np.load('a.npy', »allow_pickle=True«)\n"),
    case("third argument", "a.py", NUMPY + "x = np.load('a.npy', None, »True«)\n"),
    case("among others", "a.py", NUMPY + "x = np.load(f, »allow_pickle=True«, encoding='latin1')[()]\n"),
    case("several lines", "a.py", NUMPY + "x = np.load(\n    f,\n    »allow_pickle=True«,\n)\n"),
    case("1", "a.py", NUMPY + "x = np.load(f, »allow_pickle=1«)\n"),
    case("constant", "a.py", NUMPY + "OK = True\nx = np.load(f, »allow_pickle=OK«)\n"),
    case("dictionary", "a.py", NUMPY + "x = np.load(f, **{»'allow_pickle': True«})\n"),
    case("dictionary in a name", "a.py", NUMPY + "K = dict(»allow_pickle=True«)\nx = np.load(f, **K)\n"),
    case("partial", "a.py", NUMPY + "from functools import partial\nnp.load = partial(np.load, »allow_pickle=True«)\n"),
    case("patch", "a.py", NUMPY + "old = np.load\nnp.load = lambda *a, **k: old(*a, »allow_pickle=True«, **k)\n"),
    case("patched defaults", "a.py", NUMPY + "»np.load.__defaults__ = (None, True, True, 'ASCII')«\n"),
    case(
        "default",
        "a.py",
        NUMPY + "def read(f, »allow_pickle=True«):\n    return np.load(f, allow_pickle=allow_pickle)\n",
    ),
    case("archive", "a.py", NUMPY + "x = np.lib.npyio.NpzFile(f, »allow_pickle=True«)\n"),
    case("other function", "a.py", "x = load_npz(path, »allow_pickle=True«)\n"),
    case("notebook", "a.ipynb", notebook("import numpy as np", "d = np.load('d.npz', »allow_pickle=True«)")),
    case("does not parse", "a.ipynb", notebook("print 'a'\nd = np.load('d.npz', »allow_pickle=True«)")),
    case("script", "run.sh", "python -c \"import numpy as np; np.load('a', »allow_pickle=True«)\"\n"),
    case(
        "written file", "a.ipynb", notebook("%%writefile a.py\nimport numpy as np\nx = np.load(f, »allow_pickle=True«)")
    ),
]
ARRAY_QUIET = [
    case("other format", "a.py", NUMPY + "x = Serializer.loads(data, allow_pickle=True)\n"),
    case("default", "a.py", NUMPY + "x = np.load('a.npy')\n"),
    case("off", "a.py", NUMPY + "x = np.load('a.npy', allow_pickle=False)\n"),
    case("third argument is off", "a.py", NUMPY + "x = np.load('a.npy', None, False)\n"),
    case("other argument is on", "a.py", NUMPY + "x = np.load('a.npy', 'r', False, True)\n"),
    case("variable", "a.py", NUMPY + "def read(f, allow_pickle):\n    return np.load(f, allow_pickle=allow_pickle)\n"),
    case("setting", "a.py", NUMPY + "x = np.load(f, allow_pickle=cfg.allow_pickle)\n"),
    case("save", "a.py", NUMPY + "np.save('a.npy', x, allow_pickle=True)\n"),
    case("compressed", "a.py", NUMPY + "np.savez_compressed('a.npz', x, allow_pickle=True)\n"),
    case("write", "a.py", NUMPY + "np.lib.format.write_array(f, x, allow_pickle=True)\n"),
    case("other option", "a.py", NUMPY + "x = np.load(f, disallow_pickle=True)\n"),
    case("other third argument", "a.py", "x = model.load(f, None, True)\n"),
    case("torch", "a.py", "import torch\nx = torch.load(f, None, True)  # numpy\n"),
    case("comment", "a.py", NUMPY + "x = np.load(f)  # allow_pickle=True\n"),
    case("string", "a.py", NUMPY + "raise ValueError('load it with allow_pickle=True')\n"),
    case("comparison", "a.py", NUMPY + "assert kwargs == {'allow_pickle': True}\nnp.load(f)\n"),
    case("other defaults", "a.py", NUMPY + "np.load.__defaults__ = (None, False, True, 'ASCII')\n"),
    case("markdown", "a.ipynb", notebook("[markdown]np.load(f, allow_pickle=True)", "x = 1")),
]

test_array_flags = flagging("numpy-allow-pickle", ARRAY_FLAGS)
test_array_quiet = quiet("numpy-allow-pickle", ARRAY_QUIET)


@pytest.mark.parametrize(
    "line", ["np.save(f, x, allow_pickle=True)", "x = 1  # allow_pickle=True", "'allow_pickle=True'"]
)
def test_code_that_does_not_parse(line: str) -> None:
    found = reported("numpy-allow-pickle", "a.ipynb", notebook(f"print 'a'\n{line}"))
    assert "numpy-allow-pickle" not in [finding.rule for finding in found]
