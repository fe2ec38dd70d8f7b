"""`torch.load`, with and without `weights_only`."""

from __future__ import annotations

from pathlib import Path

import pytest

from labcoat.core.finding import Finding
from labcoat.core.packages.project import forget_projects
from tests.cases import notebook
from tests.tables import case, flagging, quiet, reported

IMPORT = "import torch\n"
TORCH_FLAGS = [
    case("off", "a.py", IMPORT + "x = torch.load(f, »weights_only=False«)\n"),
    case(
        "off among others", "a.py", IMPORT + "x = torch.load(f, map_location='cpu', »weights_only=False«, mmap=True)\n"
    ),
    case("several lines", "a.py", IMPORT + "x = torch.load(\n    f,\n    »weights_only=False«,\n)\n"),
    case("bare", "a.py", IMPORT + "x = »torch.load«(f)\n"),
    case("bare with others", "a.py", IMPORT + "x = »torch.load«(f, map_location=torch.device('cpu'))\n"),
    case("None is the default", "a.py", IMPORT + "x = »torch.load«(f, weights_only=None)\n"),
    case("module under another name", "a.py", "import torch as th\nx = »th.load«(f)\n"),
    case("function under another name", "a.py", "from torch import load as read\nx = read(f, »weights_only=False«)\n"),
    case("by name", "a.py", "from torch import load\nx = »load«(f)\n"),
    case("where it is defined", "a.py", IMPORT + "x = »torch.serialization.load«(f)\n"),
    case("buffer", "a.py", IMPORT + "x = »torch.load«(io.BytesIO(data))\n"),
    case("inside", "a.py", IMPORT + "model.load_state_dict(»torch.load«(path)['state'])\n"),
    case("constant", "a.py", IMPORT + "ONLY = False\nx = torch.load(f, »weights_only=ONLY«)\n"),
    case("dictionary", "a.py", IMPORT + "x = torch.load(f, **{»'weights_only': False«})\n"),
    case("dictionary in a name", "a.py", IMPORT + "K = {»'weights_only': False«, 'a': 1}\nx = torch.load(f, **K)\n"),
    case("dict()", "a.py", IMPORT + "K = dict(»weights_only=False«)\nx = torch.load(f, **K)\n"),
    case(
        "partial",
        "a.py",
        IMPORT + "from functools import partial\ntorch.load = partial(torch.load, »weights_only=False«)\n",
    ),
    case(
        "bare partial",
        "a.py",
        IMPORT + "import functools\nload = functools.partial(»torch.load«, map_location='cpu')\n",
    ),
    case(
        "patch",
        "a.py",
        IMPORT + "_load = torch.load\ndef load(*args, **kwargs):\n    »kwargs['weights_only'] = False«\n"
        "    return _load(*args, **kwargs)\ntorch.load = load\n",
    ),
    case(
        "patch of the default",
        "a.py",
        IMPORT + "_load = torch.load\ndef load(*a, **k):\n    k.setdefault(»'weights_only', False«)\n"
        "    return _load(*a, **k)\n",
    ),
    case(
        "patch in a lambda",
        "a.py",
        IMPORT + "_l = torch.load\ntorch.load = lambda *a, **k: _l(*a, **{**k, »'weights_only': False«})\n",
    ),
    case(
        "default",
        "a.py",
        IMPORT + "def read(f, »weights_only: bool = False«):\n    return torch.load(f, weights_only=weights_only)\n",
    ),
    case("alias", "a.py", IMPORT + "read = torch.load\nx = »read«(f)\n"),
    case("mapped", "a.py", IMPORT + "xs = list(map(»torch.load«, files))\n"),
    case("two in a statement", "a.py", IMPORT + "a, b = »torch.load«(f), torch.load(g)\n"),
    case("from an address", "a.py", IMPORT + "x = torch.hub.load_state_dict_from_url(u, »weights_only=False«)\n"),
    case("Lightning, while training", "a.py", "def f(t, m):\n    t.fit(m, ckpt_path=p, »weights_only=False«)\n"),
    case("Fabric", "a.py", "state = fabric.load(p, »weights_only=False«)\n"),
    case(
        "function of the project",
        "a.py",
        "from .io import load\nx = load(p, map_location='cpu', »weights_only=False«)\n",
    ),
    case("Lightning", "a.py", "m = Net.load_from_checkpoint(p, »weights_only=False«)\n"),
    case("notebook", "a.ipynb", notebook("import torch", "model = »torch.load«('m.pt')")),
    case(
        "notebook, by name",
        "a.ipynb",
        notebook("from torch import load", "%time m = load('m.pt', »weights_only=False«)"),
    ),
    case(
        "notebook that installs an old one",
        "a.ipynb",
        notebook("!pip install torch==2.4.0\nimport torch", "m = »torch.load«('m.pt')"),
    ),
    case(
        "notebook that installs a new one",
        "a.ipynb",
        notebook("!pip install torch==2.7.0\nimport torch", "m = torch.load('m.pt', »weights_only=False«)"),
    ),
    case(
        "True does not help",
        "a.ipynb",
        notebook("!pip install torch==2.4.0\nimport torch\nm = torch.load('m.pt', »weights_only=True«)"),
    ),
    case(
        "does not parse", "a.ipynb", notebook("import torch\nprint 'a'\nm = torch.load('m.pt', »weights_only=False«)")
    ),
    case("command", "run.sh", "python3 -c \"import torch; torch.load('a.pt', »weights_only=False«)\"\n"),
    case(
        "Dockerfile",
        "Dockerfile",
        "FROM a\nRUN python <<EOF\nimport torch\nx = torch.load('a', »weights_only=False«)\nEOF\n",
    ),
    case(
        "workflow", "a.yml", "jobs:\n  a:\n    steps:\n      - run: python -c \"import torch; »torch.load«('a.pt')\"\n"
    ),
]
TORCH_QUIET = [
    case("on", "a.py", IMPORT + "x = torch.load(f, weights_only=True)\n"),
    case("constant that is on", "a.py", IMPORT + "ONLY = True\nx = torch.load(f, weights_only=ONLY)\n"),
    case(
        "variable", "a.py", IMPORT + "def read(f, weights_only):\n    return torch.load(f, weights_only=weights_only)\n"
    ),
    case("setting", "a.py", IMPORT + "x = torch.load(f, weights_only=cfg.weights_only)\n"),
    case("calculated", "a.py", IMPORT + "x = torch.load(f, weights_only=not args.unsafe)\n"),
    case("unknown arguments", "a.py", IMPORT + "x = torch.load(f, **kwargs)\n"),
    case("dictionary", "a.py", IMPORT + "x = torch.load(f, **{'weights_only': True})\n"),
    case(
        "partial",
        "a.py",
        IMPORT + "from functools import partial\nload = partial(torch.load, weights_only=True)\nx = load(f)\n",
    ),
    case("scripted", "a.py", IMPORT + "m = torch.jit.load('m.pt')\n"),
    case("exported", "a.py", IMPORT + "m = torch.export.load('m.pt2')\n"),
    case("hub", "a.py", IMPORT + "m = torch.hub.load('a/b', 'm')\n"),
    case("from an address", "a.py", IMPORT + "x = torch.hub.load_state_dict_from_url(u)\n"),
    case("Lightning", "a.py", IMPORT + "m = Net.load_from_checkpoint(p)\n"),
    case("safetensors", "a.py", "import torch\nfrom safetensors.torch import load\nx = load(data)\n"),
    case("safetensors file", "a.py", "import torch, safetensors\nx = safetensors.torch.load_file('a')\n"),
    case("distributed", "a.py", "import torch.distributed.checkpoint as dcp\nimport torch\ndcp.load(state)\n"),
    case("save", "a.py", IMPORT + "torch.save(x, f)\nload = 1\n"),
    case(
        "other option",
        "a.py",
        IMPORT + "c = ModelCheckpoint(save_weights_only=False)\nd = {'load_weights_only': False}\n",
    ),
    case(
        "chosen, with its options",
        "a.py",
        IMPORT + "load = load_file if safe else torch.load\nk = {} if safe else {'weights_only': True}\nload(f, **k)\n",
    ),
    case("Lightning, on", "a.py", "trainer.fit(m, ckpt_path=p, weights_only=True)\n"),
    case("function of the project, passed on", "a.py", "from .io import load\nx = load(p, weights_only=only)\n"),
    case("other function", "a.py", IMPORT + "trainer.save_checkpoint(p, weights_only=False)\n"),
    case("own function", "a.py", "from .torch import load\nimport torch\nx = load(f)\n"),
    case("parameter", "a.py", "def f(torch):\n    return torch.load(g)\n"),
    case("comparison", "a.py", IMPORT + "if options == {'weights_only': False}:\n    torch.jit.load(f)\n"),
    case("comment", "a.py", IMPORT + "# torch.load(f, weights_only=False)\nload = 1\n"),
    case("docstring", "a.py", '"""torch.load(f, weights_only=False)"""\n'),
    case("message", "a.py", IMPORT + "print('call torch.load with weights_only=False')\n"),
    case(
        "safe globals",
        "a.py",
        IMPORT + "torch.serialization.add_safe_globals([A])\nx = torch.load(f, weights_only=True)\n",
    ),
    case("markdown", "a.ipynb", notebook("[markdown]torch.load(f, weights_only=False)", "x = 1")),
    case(
        "notebook that installs a new one",
        "a.ipynb",
        notebook("!pip install torch==2.7.0\nimport torch", "m = torch.load('m.pt')"),
    ),
    case(
        "at least a new one",
        "a.ipynb",
        notebook("%pip install 'torch>=2.6'\nimport torch", "m = list(map(torch.load, f))"),
    ),
    case(
        "True on a new one",
        "a.ipynb",
        notebook("!pip install torch==2.6.0\nimport torch\nm = torch.load('m.pt', weights_only=True)"),
    ),
    case(
        "True on an unknown one",
        "a.ipynb",
        notebook("!pip install 'torch>=2.0'\nimport torch\nm = torch.load('m.pt', weights_only=True)"),
    ),
    case("does not parse", "a.ipynb", notebook("!pip install torch==2.7.0", "import torch\nx = torch.load('m')")),
]
SEVERITIES = [
    ("a.py", IMPORT + "torch.load(f, weights_only=False)\n", "high"),
    ("a.py", IMPORT + "torch.load(f)\n", "medium"),
    ("test_a.py", IMPORT + "torch.load(f, weights_only=False)\n", "medium"),
    ("a.ipynb", notebook("import torch\nprint 'a'\ntorch.load(f, weights_only=False)"), "medium"),
]

PINNED = [
    ({"requirements.txt": "torch==2.7.1\n"}, "torch.load(f)\n", []),
    ({"requirements.txt": "torch>=2.6\n"}, "torch.load(f)\n", []),
    ({"requirements.txt": "torch>=2.6\n"}, "torch.load(f, weights_only=False)\n", ["high"]),
    ({"requirements.txt": "torch>=2.6\n"}, "torch.load(f, weights_only=True)\n", []),
    ({"requirements.txt": "torch>=2.0\n"}, "torch.load(f)\n", ["medium"]),
    ({"requirements.txt": "torch>=2.0\n"}, "torch.load(f, weights_only=True)\n", []),
    ({"requirements.txt": "torch==2.4.1\n"}, "torch.load(f, weights_only=True)\n", ["medium"]),
    (
        {"requirements.txt": "torch==2.4.1\n", "requirements-dev.txt": "torch==2.7\n"},
        "torch.load(f, weights_only=True)\n",
        [],
    ),
    ({"environment.yml": "dependencies:\n  - pytorch>=2.6\n"}, "torch.load(f)\n", []),
    ({"requirements.txt": "torch\n"}, "torch.load(f)\n", ["medium"]),
]

test_torch_flags = flagging("torch-load", TORCH_FLAGS)
test_torch_quiet = quiet("torch-load", TORCH_QUIET)


@pytest.mark.parametrize(("path", "text", "severity"), SEVERITIES)
def test_severities(path: str, text: str, severity: str) -> None:
    assert [finding.severity for finding in _found(path, text)] == [severity]


@pytest.mark.parametrize(("files", "code", "severities"), PINNED)
def test_what_the_project_pins(files: dict[str, str], code: str, severities: list[str], tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    forget_projects()
    assert [finding.severity for finding in _found(str(tmp_path / "a.py"), IMPORT + code)] == severities


def _found(path: str, text: str) -> list[Finding]:
    return [finding for finding in reported("torch-load", path, text) if finding.rule == "torch-load"]
