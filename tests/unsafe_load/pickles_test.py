"""Pickles that are loaded, and what looks like that."""

from __future__ import annotations

from tests.cases import notebook
from tests.tables import case, flagging, quiet

PICKLE_FLAGS = [
    case(
        "own unpickler that takes all but one as it comes",
        "a.py",
        "import pickle\nclass CPU(pickle.Unpickler):\n    def find_class(self, module, name):\n"
        "        if module == 'torch.storage':\n            return f\n"
        "        else:\n            return super().find_class(module, name)\nx = »CPU«(f).load()\n",
    ),
    case("load", "a.py", "import pickle\nmodel = »pickle.load«(open('m.pkl', 'rb'))\n"),
    case("loads", "a.py", "import pickle\nmodel = »pickle.loads«(data)\n"),
    case("no import", "a.py", "model = »pickle.load«(f)\n"),
    case("module under another name", "a.py", "import pickle as pkl\nx = »pkl.load«(f)\n"),
    case("function under another name", "a.py", "from pickle import load as read\nx = »read«(f)\n"),
    case("Python 2's name", "a.py", "import cPickle as pickle\nx = »pickle.loads«(s)\n"),
    case(
        "either",
        "a.py",
        "try:\n    import cPickle as pickle\nexcept ImportError:\n    import pickle\nx = »pickle.load«(f)\n",
    ),
    case("six", "a.py", "from six.moves import cPickle\nx = »cPickle.load«(f)\n"),
    case("C module", "a.py", "import _pickle as p\nx = »p.load«(f)\n"),
    case("pickle5", "a.py", "import pickle5 as pickle\nx = »pickle.load«(f)\n"),
    case("dill", "a.py", "import dill\nx = »dill.load«(f)\n"),
    case("dill session", "a.py", "import dill\n»dill.load_session«('s.pkl')\n"),
    case("cloudpickle", "a.py", "from cloudpickle import loads\nf = »loads«(payload)\n"),
    case("cloudpickle of ray", "a.py", "from ray import cloudpickle\nf = »cloudpickle.loads«(payload)\n"),
    case("joblib", "a.py", "import joblib\nm = »joblib.load«('model.joblib')\n"),
    case("joblib of scikit-learn", "a.py", "from sklearn.externals import joblib\nm = »joblib.load«('m')\n"),
    case("compressed", "a.py", "import compress_pickle\nx = »compress_pickle.load«('a.gz')\n"),
    case("jsonpickle", "a.py", "import jsonpickle\nx = »jsonpickle.decode«(text)\n"),
    case("shelf", "a.py", "import shelve\nwith »shelve.open«('cache') as db:\n    pass\n"),
    case("marshal", "a.py", "import marshal\ncode = »marshal.loads«(data)\n"),
    case("pandas", "a.py", "import pandas as pd\ndf = »pd.read_pickle«('a.pkl')\n"),
    case("pandas, no import", "a.py", "df = »pd.read_pickle«('a.pkl')\n"),
    case("pandas, by name", "a.py", "from pandas import read_pickle\ndf = »read_pickle«('a.pkl')\n"),
    case("networkx", "a.py", "import networkx as nx\ng = »nx.read_gpickle«('g')\n"),
    case("everything of pickle", "a.py", "from pickle import *\nx = »load«(open('x.pkl', 'rb'))\n"),
    case("fastai", "a.py", "from fastai.vision.all import *\nlearn = »load_learner«('export.pkl')\n"),
    case("unpickler", "a.py", "import pickle\nx = »pickle.Unpickler«(f).load()\n"),
    case("unpickler in Python", "a.py", "import pickle\nx = »pickle._Unpickler«(f).load()\n"),
    case("joblib inside of scikit-learn", "a.py", "from sklearn.utils._joblib import joblib\nx = »joblib.load«(f)\n"),
    case("unpickler in a name", "a.py", "import pickle\nu = »pickle.Unpickler«(f)\nx = u.load()\n"),
    case(
        "own unpickler that takes every class",
        "a.py",
        "import pickle\nclass Reader(pickle.Unpickler):\n    def persistent_load(self, pid):\n        return pid\n"
        "x = »Reader«(f).load()\n",
    ),
    case("mapped", "a.py", "import pickle\nxs = list(map(»pickle.loads«, chunks))\n"),
    case("applied", "a.py", "import pickle\ndf['x'] = df['raw'].apply(»pickle.loads«)\n"),
    case("how to copy, other bytes", "a.py", "import pickle\ndef r(c):\n    return »pickle.loads«, (c.data,)\n"),
    case("mapped, by name", "a.py", "from pickle import loads\nxs = rdd.map(»loads«)\n"),
    case("table of loaders", "a.py", "import pickle, json\nLOAD = {'.pkl': »pickle.load«, '.json': json.load}\n"),
    case("default", "a.py", "import pickle\ndef read(f, load=»pickle.load«):\n    return load(f)\n"),
    case("alias", "a.py", "import pickle\nload = pickle.load\nx = »load«(f)\n"),
    case(
        "partial",
        "a.py",
        "import pickle\nfrom functools import partial\nload = partial(»pickle.load«, encoding='latin1')\n",
    ),
    case(
        "file just written",
        "a.py",
        "import pickle\npickle.dump(x, open('a', 'wb'))\ny = »pickle.load«(open('a', 'rb'))\n",
    ),
    case("two in a statement", "a.py", "import pickle\na, b = »pickle.load«(f), pickle.load(f)\n"),
    case("several lines", "a.py", "import pickle\nx = »pickle.load«(\n    f,\n    encoding='latin1',\n)\n"),
    case("mlflow", "a.py", "import mlflow\nm = »mlflow.pyfunc.load_model«('models:/a/1')\n"),
    case("mlflow flavour", "a.py", "import mlflow.sklearn\nm = »mlflow.sklearn.load_model«(uri)\n"),
    case("ultralytics", "a.py", "from ultralytics import YOLO\nm = »YOLO('best.pt')«\n"),
    case("package", "a.py", "import torch\ni = »torch.package.PackageImporter«('a.pt')\n"),
    case("notebook", "a.ipynb", notebook("import joblib", "model = »joblib.load«('m.joblib')")),
    case("notebook with magics", "a.ipynb", notebook("!pip install -q x\nimport pickle", "%time x = »pickle.load«(f)")),
    case("written file", "a.ipynb", notebook("%%writefile inference.py\nimport joblib\nm = »joblib.load«('m')")),
    case("heredoc", "run.sh", "python - <<'EOF'\nimport pickle\nx = »pickle.load«(open('a', 'rb'))\nEOF\n"),
    case("command", "Dockerfile", "FROM python\nRUN python -c \"import pickle; »pickle.load«(open('a', 'rb'))\"\n"),
    case("Python 2", "a.ipynb", notebook("import pickle", "x = »pickle.load«(f)\nprint 'done'")),
    case("Python 2, inside", "a.ipynb", notebook("import cPickle", "print len(»cPickle.loads«(s))")),
]
PICKLE_QUIET = [
    case("everything of another", "a.py", "from json import *\nimport pickle\nx = load(f)\npickle.dump(x, g)\n"),
    case("own module of that name", "a.py", "from .pickle import *\nx = load(f)\n"),
    case("dump", "a.py", "import pickle\npickle.dump(x, f)\ns = pickle.dumps(x)\n"),
    case("copy", "a.py", "import pickle\ny = pickle.loads(pickle.dumps(x))\n"),
    case("copy with a protocol", "a.py", "import pickle\ny = pickle.loads(pickle.dumps(x, protocol=-1))\n"),
    case("copy through a name", "a.py", "import pickle\ns = pickle.dumps(x)\ny = pickle.loads(s)\n"),
    case(
        "how to copy",
        "a.py",
        "import pickle, cloudpickle\ndef r(c): return (pickle.loads, (cloudpickle.dumps(c),))\nregister(C, r)\n",
    ),
    case("copy through two packages", "a.py", "import pickle, cloudpickle\ny = pickle.loads(cloudpickle.dumps(f))\n"),
    case("other module of that name", "a.py", "import json as pickle\nx = pickle.load(f)\n"),
    case("own module", "a.py", "from . import pickle\nx = pickle.load(f)\n"),
    case("own function", "a.py", "from .io import load_pickle\nx = load_pickle('a')\n"),
    case("longer name", "a.py", "import my_pickle\nx = my_pickle.load(f)\n"),
    case("json", "a.py", "import json, pickle\nx = json.load(f)\npickle.dump(x, g)\n"),
    case("method", "a.py", "import pickle\nx = model.load(f)\npickle.dump(x, g)\n"),
    case("attribute", "a.py", "import pickle\nx = self.pickle.load(f)\n"),
    case("parameter", "a.py", "def f(pickle):\n    return pickle.load(g)\n"),
    case(
        "own unpickler that chooses",
        "a.py",
        "import pickle\nclass RestrictedUnpickler(pickle.Unpickler):\n    def find_class(self, module, name):\n"
        "        raise pickle.UnpicklingError(name)\nx = RestrictedUnpickler(f).load()\n",
    ),
    case(
        "own unpickler that chooses from a list",
        "a.py",
        "import pickle\nclass Few(pickle.Unpickler):\n    def find_class(self, module, name):\n"
        "        if name not in SAFE:\n            raise ValueError(name)\n"
        "        return super().find_class(module, name)\nx = Few(f).load()\n",
    ),
    case(
        "own unpickler that puts something else",
        "a.py",
        "import pickle\nclass Few(pickle.Unpickler):\n    def find_class(self, module, name):\n"
        "        if name in SAFE:\n            return super().find_class(module, name)\n"
        "        return Dummy\nx = Few(f).load()\n",
    ),
    case(
        "imported unpickler",
        "a.py",
        "import pickle\nfrom safe import RestrictedUnpickler\nx = RestrictedUnpickler(f).load()\n",
    ),
    case("new shelf", "a.py", "import shelve\ndb = shelve.open('a', 'n')\n"),
    case("marshal writes", "a.py", "import marshal\nmarshal.dump(x, f)\n"),
    case("parquet", "a.py", "import pandas as pd\ndf = pd.read_parquet('a')  # was pd.read_pickle\n"),
    case("to_pickle", "a.py", "import pandas as pd\ndf.to_pickle('a')\npd.read_csv('b')\n"),
    case("docstring", "a.py", '"""Use pickle.load(f) to read it."""\nimport pickle\n'),
    case("string", "a.py", "print('never call pickle.load(f) on it')\n"),
    case("error", "a.py", "import pickle\ntry:\n    pass\nexcept pickle.UnpicklingError:\n    x = load()\n"),
    case("asked about", "a.py", "import pickle\nok = fn is pickle.load or isinstance(u, pickle.Unpickler)\n"),
    case("patched", "a.py", "import pickle\nwith patch.object(pickle, 'load') as load:\n    pass\n"),
    case(
        "model of another kind", "a.py", "from ultralytics import YOLO\nm = YOLO('yolo11n.yaml')\nn = YOLO('m.onnx')\n"
    ),
    case("model somewhere", "a.py", "from ultralytics import YOLO\nm = YOLO(args.weights)\n"),
    case("other YOLO", "a.py", "from mine import YOLO\nimport ultralytics\nm = YOLO('best.pt')\n"),
    case("mlflow saves", "a.py", "import mlflow\nmlflow.sklearn.log_model(m, 'm')\nload_model('a')\n"),
    case("Keras", "a.py", "import mlflow\nfrom keras.models import load_model\nm = load_model('m.keras')\n"),
    case("test", "test_a.py", "import pickle\nx = pickle.load(f)\n"),
    case("markdown", "a.ipynb", notebook("[markdown]`pickle.load(f)` runs code", "x = 1")),
    case("skops", "a.py", "import joblib, skops.io\nm = skops.io.load('m.skops', trusted=[])\n"),
    case("own learner", "a.py", "def load_learner(p):\n    return json.load(p)\nlearn = load_learner('a')\n"),
    case("output only", "a.ipynb", notebook("import pickle\npickle.dump(x, f)  # load it with pickle.load")),
    case("skops", "a.py", "import joblib, skops.io\nm = skops.io.load('m.skops', trusted=[])\n"),
]

test_pickle_flags = flagging("pickle-load", PICKLE_FLAGS)
test_pickle_quiet = quiet("pickle-load", PICKLE_QUIET)
