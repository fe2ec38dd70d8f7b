"""hub-code: what runs code of a repository, in all its forms, and what only looks like it."""

from __future__ import annotations

from tests.cases import notebook
from tests.tables import case, flagging, quiet, reported

COMMIT = "4f2c" * 10
URL = "https://github.com/o/nodes"

HUB_CODE_FLAGS = [
    case("torch.hub", "a.py", "import torch\nm = torch.hub.load(»'o/r'«, 'm', pretrained=True)\n"),
    case("torch.hub, tag", "a.py", "import torch\ntorch.hub.load(»'pytorch/vision:v0.10.0'«, 'resnet18')\n"),
    case("torch.hub, branch", "a.py", "from torch import hub\nhub.load(»'o/r:main'«, 'm')\n"),
    case("torch.hub, function by another name", "a.py", "from torch.hub import load as l\nl(»'o/r'«, 'm')\n"),
    case("torch.hub, keyword", "a.py", "import torch\ntorch.hub.load(\n    »repo_or_dir='o/r'«,\n    model='m',\n)\n"),
    case("torch.hub, GitHub said", "a.py", "import torch\ntorch.hub.load(»'o/r'«, 'm', source='github')\n"),
    case("torch.hub, it asks", "a.py", "import torch\ntorch.hub.load(»'o/r'«, 'm', trust_repo='check')\n"),
    case("torch.hub, branch that is trusted", "a.py", "import torch\ntorch.hub.load(»'o/r'«, 'm', trust_repo=True)\n"),
    case("torch.hub, constant", "nb.ipynb", notebook("import torch\nR = 'o/r'", "torch.hub.load(»R«, 'm')")),
    case("torch.hub, unpacked", "a.py", "import torch\nkw = {»'repo_or_dir': 'o/r'«}\ntorch.hub.load(**kw)\n"),
    case("torch.hub, partial", "a.py", "import torch\nf = functools.partial(torch.hub.load, »'o/r'«)\n"),
    case("torch.hub.list", "a.py", "import torch\ntorch.hub.list(»'o/r'«)\n"),
    case("torch.hub.help", "a.py", "import torch\ntorch.hub.help(»'o/r'«, 'm')\n"),
    case("tool", "a.py", "from smolagents import load_tool\nt = load_tool(»'u/tool'«)\n"),
    case("tool of Transformers", "a.py", "from transformers import load_tool\nt = load_tool(»'u/tool'«)\n"),
    case("tool from hub", "a.py", "from smolagents import Tool\nTool.from_hub(»'u/tool'«)\n"),
    case("collection", "a.py", "from smolagents import ToolCollection as C\nC.from_hub(»collection_slug='u/c'«)\n"),
    case("agent", "a.py", "import smolagents\nsmolagents.CodeAgent.from_hub(»'u/agent'«)\n"),
    case("pipeline", "a.py", "p = DiffusionPipeline.from_pretrained('o/m', »custom_pipeline='u/p'«)\n"),
    case(
        "pipeline, revision of the model",
        "a.py",
        f"P.from_pretrained('o/m', revision='{COMMIT}', »custom_pipeline='u/p'«)\n",
    ),
    case("newest pipeline", "a.py", "P.from_pretrained('o/m', »custom_pipeline='lpw'«, custom_revision='main')\n"),
    case("kernel", "a.py", "from kernels import get_kernel\nk = get_kernel(»'kernels-community/activation'«)\n"),
    case("kernel, branch", "a.py", "import kernels\nkernels.get_kernel(»'o/k'«, revision='main')\n"),
    case("metric", "a.py", "import evaluate\nm = evaluate.load(»'u/metric'«)\n"),
    case("metric, function", "nb.ipynb", notebook("from evaluate import load", "m = load(»'u/metric'«)")),
    case("old metric", "a.py", "from datasets import load_metric\nload_metric(»'u/metric'«)\n"),
    case("Space", "a.py", "import gradio as gr\ngr.load(»'spaces/u/app'«).launch()\n"),
    case("Space, source", "a.py", "import gradio as gr\ngr.load(»'u/app'«, src='spaces')\n"),
    case("Space, interface", "a.py", "import gradio as gr\ngr.Interface.load(»'spaces/u/app'«)\n"),
    case("SpeechBrain", "a.py", "from speechbrain.inference import foreign_class\nforeign_class(»source='u/m'«)\n"),
    case("LangChain", "a.py", "a = create_pandas_dataframe_agent(llm, df, »allow_dangerous_code=True«)\n"),
    case("LangChain, unpacked", "a.py", "kw = {»'allow_dangerous_code': True«}\nPALChain(**kw)\n"),
    case("ComfyUI", "run.sh", f"git clone »{URL}« ComfyUI/custom_nodes/nodes\n"),
    case(
        "ComfyUI, folder",
        "run.sh",
        f"cd ComfyUI/custom_nodes && git clone --depth 1 »{URL}«.git\n".replace("«.git", ".git«"),
    ),
    case("ComfyUI, below a variable", "run.sh", f'git clone »{URL}« "$COMFY/custom_nodes/x"\n'),
    case("ComfyUI, -C", "run.sh", f"git -C /opt/ComfyUI/custom_nodes clone »{URL}«\n"),
    case("ComfyUI, branch", "run.sh", f"cd custom_nodes\ngit clone -b v1.2 »{URL}«\n"),
    case(
        "ComfyUI, two",
        "run.sh",
        f"cd custom_nodes\ngit clone »{URL}«\ngit clone {URL}2\ncd nodes2\ngit checkout 4f2c4f2c\n",
    ),
    case("ComfyUI, Dockerfile", "Dockerfile", f"FROM x\nWORKDIR /app/ComfyUI/custom_nodes\nRUN git clone »{URL}«\n"),
    case("ComfyUI, image", "Dockerfile", f"FROM x\nRUN cd /c/custom_nodes && \\\n    git clone »{URL}« && pip list\n"),
    case("ComfyUI, notebook", "nb.ipynb", notebook("%cd /content/ComfyUI/custom_nodes", f"!git clone »{URL}«")),
    case("ComfyUI, %%bash", "nb.ipynb", notebook(f"%%bash\ncd ComfyUI/custom_nodes\ngit clone »{URL}«\n")),
    case("ComfyUI, Python", "a.py", f"subprocess.run(['git', 'clone', '»{URL}«', 'ComfyUI/custom_nodes/x'])\n"),
    case("ComfyUI, workflow", "a.yaml", f"steps:\n- run: |\n    cd ComfyUI/custom_nodes\n    git clone »{URL}«\n"),
]
HUB_CODE_QUIET = [
    case("torch.hub, commit", "a.py", f"import torch\ntorch.hub.load('o/r:{COMMIT}', 'm')\n"),
    case("torch.hub, local", "a.py", "import torch\ntorch.hub.load('o/r', 'm', source='local')\n"),
    case("torch.hub, some source", "a.py", "import torch\ntorch.hub.load('o/r', 'm', source=src)\n"),
    case("torch.hub, variable", "a.py", "import torch\ndef f(repo):\n    torch.hub.load(repo, 'm')\n"),
    case("torch.hub, path", "a.py", "import torch\ntorch.hub.load('./o/r', 'm')\ntorch.hub.load('/o/r/x', 'm')\n"),
    case("torch.hub, commit, trusted", "a.py", f"import torch\ntorch.hub.load('o/r:{COMMIT}', 'm', trust_repo=True)\n"),
    case("torch.hub, weights", "a.py", "import torch\ntorch.hub.load_state_dict_from_url('https://h/o/r.pth')\n"),
    case("torch.load", "a.py", "import torch\ntorch.load('o/r')\ntorch.hub.set_dir('o/r')\n"),
    case("torch.hub, docstring", "a.py", 'import torch\ndef f():\n    """torch.hub.load("o/r", "m")"""\n'),
    case("torch.hub, comment", "a.py", "import torch\n# torch.hub.load('o/r', 'm')\n"),
    case("torch.hub, markdown", "nb.ipynb", notebook("[markdown] torch.hub.load('o/r', 'm')", "import torch")),
    case("another hub", "a.py", "import tensorflow_hub as hub\nhub.load('o/r')\n"),
    case("tool, commit", "a.py", f"from smolagents import load_tool\nload_tool('u/tool', revision='{COMMIT}')\n"),
    case("tool of a task", "a.py", "from transformers import load_tool\nload_tool('text-to-speech')\n"),
    case(
        "tool, trusted by another rule",
        "a.py",
        "from smolagents import load_tool\nload_tool('u/t', trust_remote_code=True)\n",
    ),
    case("tool, unpacked", "a.py", "from smolagents import load_tool\nload_tool('u/tool', **kwargs)\n"),
    case("another from_hub", "a.py", "Dataset.from_hub('u/data')\n"),
    case("community pipeline", "a.py", "P.from_pretrained('o/m', custom_pipeline='lpw_stable_diffusion')\n"),
    case("pipeline in a folder", "a.py", "P.from_pretrained('o/m', custom_pipeline='./my/pipeline')\n"),
    case("pipeline in a file", "a.py", "P.from_pretrained('o/m', custom_pipeline='src/pipeline.py')\n"),
    case("pipeline, commit", "a.py", f"P.from_pretrained('o/m', custom_pipeline='u/p', custom_revision='{COMMIT}')\n"),
    case("pipeline, variable", "a.py", "P.from_pretrained('o/m', custom_pipeline=args.custom_pipeline)\n"),
    case("kernel, commit", "a.py", f"from kernels import get_kernel\nget_kernel('o/k', revision='{COMMIT}')\n"),
    case("another kernel", "a.py", "k = self.get_kernel('a/b')\ncv2.get_kernel('o/k')\n"),
    case(
        "metric of Evaluate",
        "a.py",
        "import evaluate\nevaluate.load('accuracy')\nevaluate.load('evaluate-metric/bleu')\n",
    ),
    case("metric in a folder", "a.py", "import evaluate\nevaluate.load('./metrics/x')\nevaluate.load('metrics/x')\n"),
    case("another load", "a.py", "import evaluate, json\njson.load('u/metric')\n"),
    case("model on a server", "a.py", "import gradio as gr\ngr.load('models/u/m')\ngr.load('u/m', src='models')\n"),
    case(
        "community pipeline of a version",
        "a.py",
        "P.from_pretrained('m', custom_pipeline='lpw', custom_revision='0.3')\n",
    ),
    case("LangChain, off", "a.py", "create_pandas_dataframe_agent(llm, df, allow_dangerous_code=False)\n"),
    case(
        "LangChain, passed on",
        "a.py",
        "def f(allow_dangerous_code=False):\n    g(allow_dangerous_code=allow_dangerous_code)\n",
    ),
    case("LangChain, message", "a.py", "raise ValueError('set allow_dangerous_code=True')\n"),
    case("ComfyUI, commit", "run.sh", f"cd custom_nodes\ngit clone {URL}\ncd nodes\ngit checkout {COMMIT}\n"),
    case("ComfyUI, reset", "run.sh", f"git clone {URL} custom_nodes/x && git -C custom_nodes/x reset --hard 4f2c4f2\n"),
    case("ComfyUI, elsewhere", "run.sh", f"cd custom_nodes\ncd ..\ngit clone {URL}\n"),
    case("ComfyUI itself", "run.sh", f"git clone {URL} ComfyUI\ncd ComfyUI/custom_nodes\nls\n"),
    case("ComfyUI, variable", "run.sh", 'cd custom_nodes\ngit clone "$REPO"\n'),
    case("ComfyUI, shown", "run.sh", f"echo 'git clone {URL} custom_nodes/x'\n"),
    case("ComfyUI, other step", "Dockerfile", f"FROM x\nRUN cd custom_nodes && ls\nRUN git clone {URL}\n"),
    case("ComfyUI, WORKDIR left", "Dockerfile", f"FROM x\nWORKDIR /custom_nodes\nWORKDIR /app\nRUN git clone {URL}\n"),
]


def test_code_that_does_not_parse_is_searched() -> None:
    hits = reported("hub-code", "a.py", "print 1\nf(allow_dangerous_code=True)\n")
    assert [(hit.line, hit.severity) for hit in hits if hit.rule == "hub-code"] == [(2, "low")]


test_hub_code_flags = flagging("hub-code", HUB_CODE_FLAGS)
test_hub_code_quiet = quiet("hub-code", HUB_CODE_QUIET)
