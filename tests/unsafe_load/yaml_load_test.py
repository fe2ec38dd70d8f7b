"""YAML that may name any Python object."""

from __future__ import annotations

from tests.cases import notebook
from tests.tables import case, flagging, quiet

YAML = "import yaml\n"
YAML_FLAGS = [
    case("no loader", "a.py", YAML + "x = »yaml.load«(f)\n"),
    case("no loader, all", "a.py", YAML + "xs = list(»yaml.load_all«(f))\n"),
    case("Loader", "a.py", YAML + "x = yaml.load(f, »Loader=yaml.Loader«)\n"),
    case("UnsafeLoader", "a.py", YAML + "x = yaml.load(f, »Loader=yaml.UnsafeLoader«)\n"),
    case("CLoader", "a.py", YAML + "x = yaml.load(f, »Loader=yaml.CLoader«)\n"),
    case("second argument", "a.py", YAML + "x = yaml.load(f, »yaml.Loader«)\n"),
    case("several lines", "a.py", YAML + "x = yaml.load(\n    f,\n    »Loader=yaml.Loader«,\n)\n"),
    case("by name", "a.py", "from yaml import load, Loader\nx = load(f, »Loader=Loader«)\n"),
    case("by name, no loader", "a.py", "from yaml import load\nx = »load«(f)\n"),
    case(
        "either of two",
        "a.py",
        "import yaml\ntry:\n    from yaml import CLoader as Loader\nexcept ImportError:\n"
        "    from yaml import Loader\nx = yaml.load(f, »Loader=Loader«)\n",
    ),
    case("loader in a name", "a.py", YAML + "L = yaml.UnsafeLoader\nx = yaml.load(f, »Loader=L«)\n"),
    case("own loader", "a.py", YAML + "class L(yaml.Loader):\n    pass\nx = yaml.load(f, »Loader=L«)\n"),
    case("dictionary", "a.py", YAML + "x = yaml.load(f, **{»'Loader': yaml.Loader«})\n"),
    case("unsafe_load", "a.py", YAML + "x = »yaml.unsafe_load«(f)\n"),
    case("unsafe_load_all", "a.py", "from yaml import unsafe_load_all\nx = »unsafe_load_all«(f)\n"),
    case("loader itself", "a.py", YAML + "x = »yaml.Loader«(f).get_data()\n"),
    case("mapped", "a.py", YAML + "xs = map(»yaml.load«, files)\n"),
    case("handed on", "a.py", YAML + "parser.add_argument('--config', type=»yaml.unsafe_load«)\n"),
    case("partial", "a.py", YAML + "from functools import partial\nload = partial(yaml.load, »Loader=yaml.Loader«)\n"),
    case("ruamel", "a.py", "from ruamel import yaml\nx = »yaml.load«(f)\n"),
    case("ruamel's loader", "a.py", "import ruamel.yaml\nx = ruamel.yaml.load(f, »Loader=ruamel.yaml.Loader«)\n"),
    case("ruamel's type", "a.py", "from ruamel.yaml import YAML\nyaml = YAML(»typ='unsafe'«)\nx = yaml.load(f)\n"),
    case("ruamel's types", "a.py", "import ruamel.yaml\ny = ruamel.yaml.YAML(»typ=['unsafe', 'bytes']«)\n"),
    case("no import", "a.py", "config = »yaml.load«(open(path))\n"),
    case("notebook", "a.ipynb", notebook("import yaml", "with open('c.yml') as f:\n    c = »yaml.load«(f)")),
    case("script", "run.sh", "python -c \"import yaml; print(»yaml.load«(open('a.yml')))\"\n"),
    case("FullLoader", "a.py", YAML + "x = yaml.load(f, »Loader=yaml.FullLoader«)\n"),
    case("full_load", "a.py", YAML + "x = »yaml.full_load«(f)\n"),
    case("full_load by name", "a.py", "from yaml import full_load\nx = »full_load«(f)\n"),
]
YAML_QUIET = [
    case("safe_load", "a.py", YAML + "x = yaml.safe_load(f)\nyaml.safe_load_all(f)\n"),
    case("SafeLoader", "a.py", YAML + "x = yaml.load(f, Loader=yaml.SafeLoader)\n"),
    case("second argument", "a.py", YAML + "x = yaml.load(f, yaml.SafeLoader)\n"),
    case("CSafeLoader", "a.py", YAML + "x = yaml.load(f, Loader=yaml.CSafeLoader)\n"),
    case("BaseLoader", "a.py", YAML + "x = yaml.load(f, Loader=yaml.BaseLoader)\n"),
    case(
        "safe under another name",
        "a.py",
        "import yaml\nfrom yaml import SafeLoader as Loader\nx = yaml.load(f, Loader=Loader)\n",
    ),
    case(
        "either of two",
        "a.py",
        "import yaml\ntry:\n    from yaml import CSafeLoader as Loader\nexcept ImportError:\n"
        "    from yaml import SafeLoader as Loader\nx = yaml.load(f, Loader=Loader)\n",
    ),
    case("own loader", "a.py", YAML + "class Loader(yaml.SafeLoader):\n    pass\nx = yaml.load(f, Loader=Loader)\n"),
    case(
        "own loader of an own loader",
        "a.py",
        YAML + "class A(yaml.SafeLoader): pass\nclass B(A): pass\nx = yaml.load(f, B)\n",
    ),
    case(
        "loader from elsewhere", "a.py", "import yaml\nfrom .loaders import Loader\nx = yaml.load(f, Loader=Loader)\n"
    ),
    case("loader that is given", "a.py", YAML + "def read(f, loader):\n    return yaml.load(f, Loader=loader)\n"),
    case("unknown arguments", "a.py", YAML + "x = yaml.load(f, **options)\ny = yaml.load(*args)\n"),
    case("fastest safe", "a.py", YAML + "x = yaml.load(f, Loader=getattr(yaml, 'CSafeLoader', yaml.SafeLoader))\n"),
    case("ruamel", "a.py", "from ruamel.yaml import YAML\nyaml = YAML()\nx = yaml.load(f)\n"),
    case("ruamel's safe type", "a.py", "from ruamel.yaml import YAML\nyaml = YAML(typ='safe')\nx = yaml.load(f)\n"),
    case("ruamel, round trip", "a.py", "from ruamel import yaml\nx = yaml.load(f, Loader=yaml.RoundTripLoader)\n"),
    case(
        "ruamel in a function",
        "a.py",
        "from ruamel.yaml import YAML\nyaml = YAML()\ndef read(f):\n    return yaml.load(f)\n",
    ),
    case("OmegaConf", "a.py", "import yaml\nfrom omegaconf import OmegaConf\nx = OmegaConf.load(f)\n"),
    case("parameter", "a.py", "def read(yaml, f):\n    return yaml.load(f)\n"),
    case("dump", "a.py", YAML + "yaml.dump(x, Dumper=yaml.Dumper)\nload = 1\n"),
    case("own module", "a.py", "from . import yaml\nx = yaml.load(f)\n"),
    case("constructor", "a.py", YAML + "yaml.add_constructor('!a', f, Loader=yaml.SafeLoader)\nload = 1\n"),
    case("comment", "a.py", YAML + "# yaml.load(f)\n"),
    case("string", "a.py", "print('yaml.load(f) is not safe')\n"),
    case("strictyaml", "a.py", "import strictyaml as yaml\nx = yaml.load(text)\n"),
    case(
        "partial",
        "a.py",
        YAML + "from functools import partial\nload = partial(yaml.load, Loader=yaml.SafeLoader)\nload(f)\n",
    ),
    case("markdown", "a.ipynb", notebook("[markdown]`yaml.load(f)`", "x = 1")),
]

test_yaml_flags = flagging("yaml-unsafe-load", YAML_FLAGS)
test_yaml_quiet = quiet("yaml-unsafe-load", YAML_QUIET)
