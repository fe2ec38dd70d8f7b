"""unpinned-hub-model and mutable-hub-url: what is loaded from a branch, and what is not, or not for certain."""

from __future__ import annotations

import pytest

from labcoat.core.arguments import Arguments
from labcoat.core.checker import Checker
from labcoat.core.families import load_rules
from tests.cases import notebook
from tests.tables import case, flagging, quiet

COMMIT = "4f2c" * 10
HF = "https://huggingface.co/o/m"
RAW = "https://raw.githubusercontent.com/o/r"

TRUSTING_FLAGS = [
    case("call", "a.py", "AutoModel.from_pretrained(»'o/m'«, trust_remote_code=True)\n"),
    case("branch", "a.py", "AutoModel.from_pretrained(»'o/m'«, revision='main', trust_remote_code=True)\n"),
    case("tag", "a.py", "AutoModel.from_pretrained(»'o/m'«, revision='v1.0', trust_remote_code=True)\n"),
    case("short commit", "a.py", "AutoModel.from_pretrained(»'o/m'«, revision='4f2c4f2', trust_remote_code=True)\n"),
    case("switched on as text", "a.py", "AutoModel.from_pretrained(»'o/m'«, trust_remote_code='True')\n"),
    case("constants", "nb.ipynb", notebook("M, T = 'o/m', True", "A.from_pretrained(»M«, trust_remote_code=T)")),
    case("unpacked", "a.py", "kw = {'trust_remote_code': True}\nA.from_pretrained(»'o/m'«, **kw)\n"),
    case("dataset", "a.py", "load_dataset(»path='o/d'«, trust_remote_code=True)\n"),
    case("server", "run.sh", "vllm serve »o/m« --trust-remote-code\n"),
    case(
        "server, option", "run.sh", "python -m vllm.entrypoints.openai.api_server --model »o/m« --trust-remote-code\n"
    ),
    case("script of one's own", "run.sh", "python train.py --model_name_or_path=»o/m« --trust_remote_code True\n"),
    case("server, image", "Dockerfile", 'FROM x\nCMD ["vllm", "serve", »"o/m"«, "--trust-remote-code"]\n'),
    case("server, compose", "compose.yaml", "services:\n  a:\n    command: vllm serve »o/m« --trust-remote-code\n"),
    case(
        "server, arguments of a container",
        "pod.yaml",
        "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - command: [vllm, serve]\n"
        "    ports: [{containerPort: 80}]\n    args: [»o/m«, --trust-remote-code]\n",
    ),
    case("lm-eval", "a.py", "simple_evaluate('hf', »model_args='pretrained=o/m,trust_remote_code=True'«)\n"),
    case("lm-eval, command", "run.sh", "lm_eval --model_args dtype=auto,pretrained=»o/m«,trust_remote_code=true\n"),
]
TRUSTING_QUIET = [
    case("no code", "a.py", "A.from_pretrained('o/m')\nB.from_pretrained(x, trust_remote_code=True)\n"),
    case("off", "a.py", "A.from_pretrained('o/m', trust_remote_code=False)\n"),
    case("passed on", "a.py", "A.from_pretrained('o/m', trust_remote_code=args.trust_remote_code)\n"),
    case("commit", "a.py", f"A.from_pretrained('o/m', revision='{COMMIT}', trust_remote_code=True)\n"),
    case("revision of an argument", "a.py", "A.from_pretrained('o/m', revision=args.rev, trust_remote_code=True)\n"),
    case("unknown more", "a.py", "A.from_pretrained('o/m', trust_remote_code=True, **kwargs)\n"),
    case(
        "folder",
        "a.py",
        "A.from_pretrained('./m', trust_remote_code=True)\nA.from_pretrained('out/m', trust_remote_code=True)\n",
    ),
    case(
        "lm-eval",
        "run.sh",
        f"lm_eval --model_args pretrained=o/m,revision={COMMIT},trust_remote_code=True\n"
        "lm_eval --model_args pretrained=o/m,trust_remote_code=False\n"
        "lm_eval --model_args pretrained=./m,trust_remote_code=True\n",
    ),
    case("lm-eval, call", "a.py", "simple_evaluate(model_args='pretrained=o/m')\nsimple_evaluate(model_args=args)\n"),
    case("name only", "a.py", "A.from_pretrained('gpt2', trust_remote_code=True)\n"),
    case("server, commit", "run.sh", f"vllm serve o/m --trust-remote-code --revision {COMMIT}\n"),
    case(
        "server, variable",
        "run.sh",
        'vllm serve o/m --trust-remote-code --revision "$REV"\nvllm serve $M --trust-remote-code\n',
    ),
    case("server without code", "run.sh", "vllm serve o/m\necho vllm serve o/m --trust-remote-code off\n"),
]
UNPINNED_FLAGS = [
    case("model", "a.py", "A.from_pretrained(»'o/m'«)\n", unpinned=True),
    case(
        "model, keyword", "a.py", "A.from_pretrained(\n    »pretrained_model_name_or_path='o/m'«,\n)\n", unpinned=True
    ),
    case("model of Unsloth", "a.py", "FastLanguageModel.from_pretrained(»model_name='o/m'«)\n", unpinned=True),
    case("adapter", "a.py", "PeftModel.from_pretrained(base, »'o/lora'«)\n", unpinned=True),
    case("pipeline", "a.py", "from transformers import pipeline as p\np('t', »model='o/m'«)\n", unpinned=True),
    case("pipeline by place", "a.py", "import transformers\ntransformers.pipeline('t', »'o/m'«)\n", unpinned=True),
    case("sentences", "a.py", "SentenceTransformer(»'o/m'«)\nCrossEncoder(»'o/c'«)\n", unpinned=True),
    case("dataset", "a.py", "load_dataset(»'o/d'«, split='train')\n", unpinned=True),
    case("dataset, branch", "a.py", "load_dataset(»'o/d'«, revision='refs/convert/parquet')\n", unpinned=True),
    case("file", "a.py", "hf_hub_download(»repo_id='o/m'«, filename='x')\n", unpinned=True),
    case("file of an object", "a.py", "api = HfApi()\napi.hf_hub_download(»'o/m'«, 'x')\n", unpinned=True),
    case("snapshot", "nb.ipynb", notebook("R = 'o/m'", "snapshot_download(»R«)"), unpinned=True),
    case("vLLM", "a.py", "from vllm import LLM\nLLM(»model='o/m'«)\n", unpinned=True),
    case("LoRA", "a.py", "pipe.load_lora_weights(»'o/lora'«, weight_name='x')\n", unpinned=True),
    case("hf", "run.sh", "hf download »o/m« --local-dir x/y\n", unpinned=True),
    case(
        "huggingface-cli", "run.sh", "huggingface-cli download --repo-type dataset »o/d« --local-dir d\n", unpinned=True
    ),
    case("hf, notebook", "nb.ipynb", notebook("!hf download »o/m« a.gguf"), unpinned=True),
    case("hf, image", "Dockerfile", "FROM x\nRUN hf download »o/m« --revision main\n", unpinned=True),
    case("hf, Python", "a.py", "subprocess.run(['hf', 'download', '»o/m«'])\n", unpinned=True),
    case("server", "run.sh", "vllm serve »o/m«\n", unpinned=True),
]
UNPINNED_QUIET = [
    case("not asked for", "a.py", "A.from_pretrained('o/m')\nload_dataset('o/d')\n"),
    case("commit", "a.py", f"A.from_pretrained('o/m', revision='{COMMIT}')\n", unpinned=True),
    case("commit by name", "a.py", f"REV = '{COMMIT}'\nA.from_pretrained('o/m', revision=REV)\n", unpinned=True),
    case("variable", "a.py", "A.from_pretrained(args.model)\n", unpinned=True),
    case("revision of an argument", "a.py", "load_dataset('o/d', revision=rev)\n", unpinned=True),
    case("unknown more", "a.py", "A.from_pretrained('o/m', **kwargs)\n", unpinned=True),
    case("local files", "a.py", "A.from_pretrained('o/m', local_files_only=True)\n", unpinned=True),
    case(
        "paths",
        "a.py",
        "A.from_pretrained('./m')\nA.from_pretrained('/o/m')\nA.from_pretrained('~/m')\n",
        unpinned=True,
    ),
    case("folders", "a.py", "A.from_pretrained('outputs/m')\nA.from_pretrained('run/checkpoint-500')\n", unpinned=True),
    case("written here", "a.py", "m.save_pretrained('my/m')\nA.from_pretrained('my/m')\n", unpinned=True),
    case("trained here", "a.py", "Args(output_dir='my/m')\nA.from_pretrained('my/m')\n", unpinned=True),
    case("builders", "a.py", "load_dataset('csv', data_files='a/b.csv')\nload_dataset('imagefolder')\n", unpinned=True),
    case("file", "a.py", "load_dataset('scripts/x.py')\nload_dataset('a/b.json')\n", unpinned=True),
    case("another hub", "a.py", "from modelscope import AutoModel\nAutoModel.from_pretrained('o/m')\n", unpinned=True),
    case("another pipeline", "a.py", "sklearn.pipeline('t', 'o/m')\n", unpinned=True),
    case("comment", "a.py", "# A.from_pretrained('o/m')\nx = \"A.from_pretrained('o/m')\"\n", unpinned=True),
    case(
        "hf, commit", "run.sh", f"hf download o/m --revision {COMMIT}\nhf download o/m --revision=$REV\n", unpinned=True
    ),
    case("hf, variable", "run.sh", "hf download $MODEL\nhf upload o/m .\n", unpinned=True),
    case("another program", "run.sh", "python train.py --model o/m\ntorchrun x.py --model_path=o/m\n", unpinned=True),
]
URL_FLAGS = [
    case("requests", "a.py", f"import requests\nrequests.get(»'{HF}/resolve/main/a.bin'«)\n", unpinned=True),
    case(
        "urllib",
        "a.py",
        f"from urllib.request import urlretrieve\nurlretrieve(»'{RAW}/main/a.py'«, 'a.py')\n",
        unpinned=True,
    ),
    case(
        "weights",
        "a.py",
        f"import torch\ntorch.hub.load_state_dict_from_url(»'{HF}/resolve/main/a.pth'«)\n",
        unpinned=True,
    ),
    case("constant", "a.py", f"import wget\nU = '{RAW}/master/a.pth'\nwget.download(»U«)\n", unpinned=True),
    case(
        "f-string",
        "a.py",
        "import requests\nrequests.get(»f'https://huggingface.co/{r}/x/resolve/main/{f}'«)\n",
        unpinned=True,
    ),
    case(
        "table",
        "nb.ipynb",
        notebook("import pandas as pd", f"pd.read_csv(»'{RAW}/refs/heads/main/a.csv'«)"),
        unpinned=True,
    ),
    case("data files", "a.py", f"load_dataset('json', data_files=»'{HF}/resolve/main/a.json'«)\n", unpinned=True),
    case(
        "data files in a dictionary",
        "a.py",
        f"load_dataset('json', data_files={{'t': »'{HF}/raw/main/a'«}})\n",
        unpinned=True,
    ),
    case(
        "single file",
        "a.py",
        f"import diffusers\ndiffusers.P.from_single_file(»'{HF}/blob/main/a.ckpt'«)\n",
        unpinned=True,
    ),
    case("wget", "run.sh", f"wget -q »{HF}/resolve/main/a.bin?download=true« -O a.bin\n", unpinned=True),
    case("curl", "run.sh", f"curl -L -o a »{RAW}/main/a.bin«\n", unpinned=True),
    case("GitHub raw", "run.sh", "curl -LO »https://github.com/o/r/raw/main/a.bin«\n", unpinned=True),
    case("notebook", "nb.ipynb", notebook(f"!wget »{HF}/resolve/main/a.bin«"), unpinned=True),
    case(
        "image",
        "Dockerfile",
        f"FROM x\nRUN wget »{HF}/resolve/main/a.bin«\nADD »{HF}/resolve/main/b.bin« /b\n",
        unpinned=True,
    ),
    case("clone", "run.sh", f"git lfs install\ngit clone »{HF}« m\n", unpinned=True),
    case("clone of a dataset", "run.sh", "git clone »https://huggingface.co/datasets/o/d«\n", unpinned=True),
    case("JSON", "a.json", f'{{"models": [{{»"url": "{HF}/resolve/main/a.bin«"}}]}}\n', unpinned=True),
    case("YAML", "a.yaml", f"»model_url: {HF}/resolve/main/a.bin«\n", unpinned=True),
]
URL_QUIET = [
    case("not asked for", "run.sh", f"wget {HF}/resolve/main/a.bin\n"),
    case("commit", "run.sh", f"wget {HF}/resolve/{COMMIT}/a.bin\n", unpinned=True),
    case("tag", "run.sh", f"wget {RAW}/v1.2/a.bin\n", unpinned=True),
    case("shown", "run.sh", f"echo {HF}/resolve/main/a.bin\n", unpinned=True),
    case("comment", "run.sh", f"# wget {HF}/resolve/main/a.bin\nwget x\n", unpinned=True),
    case("page", "run.sh", f"wget {HF}/tree/main\nwget {HF}\n", unpinned=True),
    case("variable", "run.sh", "wget https://huggingface.co/o/m/resolve/$REV/a.bin\n", unpinned=True),
    case("clone, commit", "run.sh", f"git clone {HF} m && cd m && git checkout {COMMIT}\n", unpinned=True),
    case("clone from GitHub", "run.sh", "git clone https://github.com/huggingface.co/main\n", unpinned=True),
    case("constant that nothing loads", "a.py", f"import requests\nU = '{HF}/resolve/main/a.bin'\n", unpinned=True),
    case("docstring", "a.py", f'import requests\ndef f():\n    """{HF}/resolve/main/a.bin"""\n', unpinned=True),
    case("picture", "a.py", f"import requests\nrequests.get('{HF}/resolve/main/a.png')\n", unpinned=True),
    case("printed", "a.py", f"print('{HF}/resolve/main/a.bin')\n", unpinned=True),
    case("compared", "a.py", f"import requests\nif url == '{HF}/resolve/main/a.bin':\n    pass\n", unpinned=True),
    case(
        "other site", "a.py", "import requests\nrequests.get('https://x.org/o/m/resolve/main/a.bin')\n", unpinned=True
    ),
    case("YAML, homepage", "a.yaml", f"homepage: {HF}/resolve/main/a.bin\nurl: {HF}\n", unpinned=True),
]

test_trusting_flags = flagging("unpinned-hub-model", TRUSTING_FLAGS)
test_trusting_quiet = quiet("unpinned-hub-model", TRUSTING_QUIET)
test_unpinned_flags = flagging("unpinned-hub-model", UNPINNED_FLAGS)
test_unpinned_quiet = quiet("unpinned-hub-model", UNPINNED_QUIET)
test_url_flags = flagging("mutable-hub-url", URL_FLAGS)
test_url_quiet = quiet("mutable-hub-url", URL_QUIET)


@pytest.mark.parametrize(
    ("select", "count"),
    [
        (None, 0),
        (["remote-code"], 0),
        (["unpinned-hub-model"], 1),
        (["remote-code", "unpinned-hub-model"], 1),
        (["all"], 1),
    ],
)
def test_who_selects_it_by_name_gets_every_call(select: list[str] | None, count: int) -> None:
    arguments = Arguments()
    arguments.select = select
    checker = Checker(load_rules(), arguments, lambda config: None)
    checker.check_bytes("a.py", b"A.from_pretrained('o/m')\n")
    assert [finding.rule for finding in checker.outcome.findings] == ["unpinned-hub-model"] * count
