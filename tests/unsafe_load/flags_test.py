"""Options that let a file run code."""

from __future__ import annotations

from tests.cases import notebook
from tests.tables import case, flagging, quiet

FAISS = "from langchain_community.vectorstores import FAISS\n"
TORCH = "TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD"
FLAG_FLAGS = [
    case("Keras", "a.py", "import keras\nm = keras.models.load_model('m.keras', »safe_mode=False«)\n"),
    case(
        "Keras of TensorFlow", "a.py", "import tensorflow as tf\nm = tf.keras.models.load_model(p, »safe_mode=False«)\n"
    ),
    case(
        "Keras, by name",
        "a.py",
        "from keras.models import load_model\nm = load_model(p, compile=False, »safe_mode=False«)\n",
    ),
    case(
        "Keras configuration", "a.py", "import keras\nl = keras.saving.deserialize_keras_object(c, »safe_mode=False«)\n"
    ),
    case("Keras constant", "a.py", "import keras\nSAFE = False\nm = keras.saving.load_model(p, »safe_mode=SAFE«)\n"),
    case("everywhere", "a.py", "import keras\n»keras.config.enable_unsafe_deserialization«()\n"),
    case(
        "everywhere in TensorFlow",
        "a.py",
        "import tensorflow as tf\n»tf.keras.config.enable_unsafe_deserialization«()\n",
    ),
    case(
        "scope",
        "a.py",
        "from keras.src.saving.serialization_lib import SafeModeScope\nwith »SafeModeScope«(False):\n    pass\n",
    ),
    case("LangChain", "a.py", FAISS + "db = FAISS.load_local('i', e, »allow_dangerous_deserialization=True«)\n"),
    case(
        "LangChain, several lines",
        "a.py",
        FAISS + "db = FAISS.load_local(\n    'i',\n    e,\n    »allow_dangerous_deserialization=True«,\n)\n",
    ),
    case(
        "LangChain dictionary",
        "a.py",
        FAISS + "K = {»'allow_dangerous_deserialization': True«}\ndb = FAISS.load_local('i', e, **K)\n",
    ),
    case(
        "LangChain default",
        "a.py",
        "def load(p, »allow_dangerous_deserialization=True«):\n    return FAISS.load_local(p, e)\n",
    ),
    case("skops", "a.py", "import skops.io as sio\nm = sio.load('m.skops', »trusted=True«)\n"),
    case(
        "skops, all that is in it",
        "a.py",
        "import skops.io as sio\nm = sio.load(f, »trusted=sio.get_untrusted_types(file=f)«)\n",
    ),
    case(
        "skops, through a name",
        "a.py",
        "from skops.io import load, get_untrusted_types\nt = get_untrusted_types(file=f)\nm = load(f, »trusted=t«)\n",
    ),
    case("environment", "a.py", f"import os\n»os.environ['{TORCH}'] = '1'«\n"),
    case("environment, set by a call", "a.py", f"import os\nos.environ.setdefault(»'{TORCH}', 'true'«)\n"),
    case("environment of a process", "a.py", f"subprocess.run(['a'], env={{**os.environ, »'{TORCH}': '1'«}})\n"),
    case("shell", "run.sh", f"export »{TORCH}=1«\npython train.py\n"),
    case("one command", "run.sh", f"»{TORCH}=true« python train.py\n"),
    case("Dockerfile", "Dockerfile", f"FROM a\nENV »{TORCH}=1«\n"),
    case("Dockerfile, old form", "Dockerfile", f"FROM a\nENV »{TORCH} 1«\n"),
    case("docker run", "run.sh", f"docker run -e »{TORCH}=1« image\n"),
    case("compose", "docker-compose.yml", f"services:\n  a:\n    image: a\n    environment:\n      »{TORCH}: '1«'\n"),
    case(
        "compose list", "docker-compose.yml", f"services:\n  a:\n    image: a\n    environment:\n      - »{TORCH}=1«\n"
    ),
    case(
        "Kubernetes",
        "a.yaml",
        f"kind: Pod\nspec:\n  containers:\n    - env:\n        - name: {TORCH}\n          »value: '1«'\n",
    ),
    case("workflow", "a.yml", f"jobs:\n  a:\n    env:\n      »{TORCH}: 1«\n"),
    case(".env", ".env", f"»{TORCH}=1«\n"),
    case("vLLM", "run.sh", "»VLLM_ALLOW_INSECURE_SERIALIZATION=1« vllm serve m\n"),
    case(
        "Airflow",
        "docker-compose.yml",
        "services:\n  a:\n    image: a\n    environment:\n      »AIRFLOW__CORE__ENABLE_XCOM_PICKLING: 'true«'\n",
    ),
    case("Airflow's file", "airflow.cfg", "[core]\n»enable_xcom_pickling = True«\n"),
    case("pickled weights", "a.py", "m = AutoModel.from_pretrained('org/m', »use_safetensors=False«)\n"),
    case("notebook", "a.ipynb", notebook("import keras", "m = keras.models.load_model('m', »safe_mode=False«)")),
    case("magic", "a.ipynb", notebook(f"%env »{TORCH}=1«")),
    case("cell of a shell", "a.ipynb", notebook(f"%%bash\nexport »{TORCH}=1«\npython a.py")),
    case(
        "does not parse",
        "a.ipynb",
        notebook("print 'a'\ndb = FAISS.load_local(p, e, »allow_dangerous_deserialization=True«)"),
    ),
]
FLAG_QUIET = [
    case("Keras", "a.py", "import keras\nm = keras.models.load_model('m.keras')\n"),
    case("Keras is safe", "a.py", "import keras\nm = keras.models.load_model('m.keras', safe_mode=True)\n"),
    case(
        "Keras variable",
        "a.py",
        "import keras\ndef f(safe_mode):\n    return keras.models.load_model(p, safe_mode=safe_mode), False\n",
    ),
    case("other safe mode", "a.py", "game = start(safe_mode=False)\n"),
    case("imported", "a.py", "from keras.config import enable_unsafe_deserialization\n"),
    case("LangChain", "a.py", FAISS + "db = FAISS.load_local('i', e, allow_dangerous_deserialization=False)\n"),
    case(
        "LangChain variable",
        "a.py",
        FAISS + "db = FAISS.load_local('i', e, allow_dangerous_deserialization=settings.trust)\n",
    ),
    case("LangChain default", "a.py", "def load(p, allow_dangerous_deserialization: bool = False):\n    pass\n"),
    case(
        "LangChain's own check",
        "a.py",
        "if not allow_dangerous_deserialization:\n    raise ValueError('set allow_dangerous_deserialization=True')\n",
    ),
    case("other option", "a.py", "load(allow_dangerous_deserialization_of=True)\n"),
    case("skops", "a.py", "import skops.io as sio\nm = sio.load('m.skops', trusted=['a.B'])\n"),
    case(
        "skops, looked at", "a.py", "import skops.io as sio\nprint(sio.get_untrusted_types(file=f))\nm = sio.load(f)\n"
    ),
    case("trusted elsewhere", "a.py", "import skops\nx = cache.load(f, trusted=True)\n"),
    case("environment is off", "a.py", f"import os\nos.environ['{TORCH}'] = '0'\n"),
    case(
        "environment is read",
        "a.py",
        f"import os\nif os.environ.get('{TORCH}') == '1':\n    warn('{TORCH}=1 is set')\n",
    ),
    case("environment is deleted", "a.py", f"import os\nos.environ.pop('{TORCH}', None)\n"),
    case("the opposite", "run.sh", "export TORCH_FORCE_WEIGHTS_ONLY_LOAD=1\n"),
    case("off in the shell", "run.sh", f"export {TORCH}=0\nunset {TORCH}\n"),
    case("only said", "run.sh", f"echo 'set {TORCH}=1'\n# export {TORCH}=1\n"),
    case("Dockerfile", "Dockerfile", f"FROM a\n# ENV {TORCH}=1\nENV {TORCH}=0\n"),
    case(
        "compose",
        "docker-compose.yml",
        f"services:\n  a:\n    image: a\n    environment:\n      {TORCH}: '${{{TORCH}}}'\n",
    ),
    case("Airflow's file", "airflow.cfg", "[core]\nenable_xcom_pickling = False\n"),
    case("passed on", "a.py", "m = load('org/m', use_safetensors=args.safe)\nassert m.config(use_safetensors=False)\n"),
    case("safe weights", "a.py", "m = AutoModel.from_pretrained('org/m', use_safetensors=True, b=False)\n"),
    case("comment", "a.py", "# keras.models.load_model(p, safe_mode=False)\n"),
    case("docstring", "a.py", '"""Use load_model(p, safe_mode=False)."""\n'),
    case("markdown", "a.ipynb", notebook("[markdown]`allow_dangerous_deserialization=True`", "x = 1")),
]

test_flag_flags = flagging("unsafe-deserialization-flag", FLAG_FLAGS)
test_flag_quiet = quiet("unsafe-deserialization-flag", FLAG_QUIET)
