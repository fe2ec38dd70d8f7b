"""labcoat-remote-code: what it flags, and at which place (the marks), and what it stays quiet on."""

from __future__ import annotations

import pytest

from tests.cases import findings, marked, notebook

COMMIT = "0123456789abcdef" * 2 + "01234567"


def case(name: str, path: str, text: str):
    return pytest.param(path, text, id=name)


FLAGS = [
    case("keyword", "a.py", "m = AutoModel.from_pretrained('org/m', »trust_remote_code=True«)\n"),
    case("keyword on its own line", "a.py", "m = load(\n    'org/m',\n    »trust_remote_code=True«,\n)\n"),
    case("keyword after wide characters", "a.py", "m = load('模型🙂', »trust_remote_code=True«)\n"),
    case("one is true", "a.py", "load('m', »trust_remote_code=1«)\n"),
    case("string that says true", "a.py", "load('m', »trust_remote_code='True'«)\n"),
    case("or true", "a.py", "load('m', »trust_remote_code=args.trust or True«)\n"),
    case("both branches", "a.py", "load('m', »trust_remote_code=True if a else True«)\n"),
    case("not false", "a.py", "load('m', »trust_remote_code=not False«)\n"),
    case("module constant", "a.py", "TRUST = True\nload('m', »trust_remote_code=TRUST«)\n"),
    case("constant of a constant", "a.py", "A = True\nB = A\nload('m', »trust_remote_code=B«)\n"),
    case("annotated constant", "a.py", "TRUST: bool = True\nload('m', »trust_remote_code=TRUST«)\n"),
    case(
        "global used in a function", "a.py", "TRUST = True\ndef f():\n    return load('m', »trust_remote_code=TRUST«)\n"
    ),
    case("field of a class", "a.py", "class CFG:\n    TRUST = True\nload('m', »trust_remote_code=CFG.TRUST«)\n"),
    case("field of an instance", "a.py", "class A:\n    t: bool = True\na = A()\nload('m', »trust_remote_code=a.t«)\n"),
    case("namespace", "a.py", "args = Namespace(trust=True)\nload('m', »trust_remote_code=args.trust«)\n"),
    case("item", "nb.ipynb", notebook("C = {'trust': True}", "load('m', »trust_remote_code=C['trust']«)")),
    case("default of another parameter", "a.py", "def f(trust=True):\n    load('m', »trust_remote_code=trust«)\n"),
    case(
        "default, passed on",
        "a.py",
        "def f(»trust_remote_code=True«):\n    load('m', trust_remote_code=trust_remote_code)\n",
    ),
    case(
        "default, passed on in a dict",
        "a.py",
        "def f(»trust_remote_code=True«):\n    load('m', **{'trust_remote_code': trust_remote_code})\n",
    ),
    case("annotated default", "a.py", "def f(name: str, »trust_remote_code: bool = True«) -> None: ...\n"),
    case("keyword-only default", "a.py", "def f(*, »trust_remote_code=True«): ...\n"),
    case("default of a lambda", "a.py", "f = lambda »trust_remote_code=True«: load(trust_remote_code)\n"),
    case("typer default", "a.py", "def f(»trust_remote_code: bool = typer.Option(True, '--trust')«): ...\n"),
    case("dataclass field", "a.py", "@dataclass\nclass A:\n    »trust_remote_code: bool = True«\n"),
    case("dataclass field()", "a.py", "class A:\n    »trust_remote_code: bool = field(default=True)«\n"),
    case(
        "pydantic Field", "a.py", "class A(BaseModel):\n    »trust_remote_code: bool = Field(True, description='x')«\n"
    ),
    case("setting of a module", "config.py", "»trust_remote_code = True«\nmodel = 'org/m'\n"),
    case("dict to a call", "a.py", "kwargs = {»'trust_remote_code': True«}\nload('m', **kwargs)\n"),
    case("dict as an argument", "a.py", "LLM('m', model_kwargs={»'trust_remote_code': True«})\n"),
    case("dict in a call", "a.py", "load('m', **{»'trust_remote_code': True«})\n"),
    case("dict()", "a.py", "kwargs = dict(»trust_remote_code=True«)\n"),
    case("dict with a constant for a key", "a.py", "KEY = 'trust_remote_code'\nload(**{»KEY: True«})\n"),
    case("partial", "a.py", "load = functools.partial(AutoModel.from_pretrained, »trust_remote_code=True«)\n"),
    case("update", "a.py", "kwargs.update(»trust_remote_code=True«)\n"),
    case("merged into itself", "a.py", "kwargs = merge(kwargs, {»'trust_remote_code': True«})\n"),
    case("item", "a.py", "»kwargs['trust_remote_code'] = True«\n"),
    case("attribute", "a.py", "»config.trust_remote_code = True«\n"),
    case("setdefault", "a.py", "kwargs.setdefault(»'trust_remote_code', True«)\n"),
    case("setattr", "a.py", "setattr(config, »'trust_remote_code', True«)\n"),
    case(
        "get with a default that is on", "a.py", "load('m', trust_remote_code=cfg.get(»'trust_remote_code', True«))\n"
    ),
    case("argparse default", "a.py", "p.add_argument('--trust-remote-code', type=bool, »default=True«)\n"),
    case("argparse default, underscores", "a.py", "p.add_argument('--trust_remote_code', »default=True«)\n"),
    case(
        "argparse, on unless switched off",
        "a.py",
        "p.add_argument('--no-remote', dest='trust_remote_code', »action='store_false'«)\n",
    ),
    case(
        "click default",
        "a.py",
        "@click.option('--trust-remote-code/--no-trust-remote-code', »default=True«)\ndef f(): ...\n",
    ),
    case("environment", "a.py", "»os.environ['HF_DATASETS_TRUST_REMOTE_CODE'] = '1'«\n"),
    case("environment setdefault", "a.py", "os.environ.setdefault(»'HF_DATASETS_TRUST_REMOTE_CODE', 'true'«)\n"),
    case("environment of an endpoint", "a.py", "Model(env={'A': 'x', »'OPTION_TRUST_REMOTE_CODE': 'true'«})\n"),
    case("setting of datasets", "a.py", "»datasets.config.HF_DATASETS_TRUST_REMOTE_CODE = True«\n"),
    case("argument list", "a.py", "subprocess.run(['vllm', 'serve', 'm', »'--trust-remote-code'«])\n"),
    case("argument list in a variable", "a.py", "cmd = ['vllm', »'--trust-remote-code'«, '--port', '1']\n"),
    case("append", "a.py", "cmd.append(»'--trust-remote-code'«)\n"),
    case("extend", "a.py", "cmd.extend([»'--trust_remote_code'«])\n"),
    case("os.system", "a.py", "os.system('vllm serve m »--trust-remote-code« --port 1')\n"),
    case("f-string command", "a.py", "os.system(f'vllm serve {model} »--trust-remote-code« --port {port}')\n"),
    case("command in a variable", "a.py", "cmd = f'''python run.py\n  »--trust_remote_code« True\n  --model {m}'''\n"),
    case("command pieces", "a.py", "command = ('python run.py '\n           '»--trust-remote-code« ')\n"),
    case(
        "lm-eval model_args", "a.py", "simple_evaluate(model_args='pretrained=m,»trust_remote_code=True«,dtype=auto')\n"
    ),
    case("await at the top level", "nb.ipynb", notebook("m = await load('m', »trust_remote_code=True«)\n")),
    case(
        "notebook keyword",
        "nb.ipynb",
        notebook("import x\n", "[markdown] text", "m = load('m',\n  »trust_remote_code=True«)\n"),
    ),
    case(
        "constant from another cell", "nb.ipynb", notebook("TRUST = True\n", "load('m', »trust_remote_code=TRUST«)\n")
    ),
    case("after a magic", "nb.ipynb", notebook("%%time\n%matplotlib inline\nload('m', »trust_remote_code=True«)\n")),
    case("in %time", "nb.ipynb", notebook("%time m = load('m', »trust_remote_code=True«)\n")),
    case("trailing semicolon", "nb.ipynb", notebook("load('m', »trust_remote_code=True«);\n")),
    case("shell line", "nb.ipynb", notebook("!vllm serve m »--trust-remote-code«\n")),
    case("assigned shell line", "nb.ipynb", notebook("out = !python run.py »--trust_remote_code« True\n")),
    case(
        "shell line over two lines", "nb.ipynb", notebook("!vllm serve m \\\n  »--trust-remote-code« \\\n  --port 1\n")
    ),
    case("%%bash", "nb.ipynb", notebook("%%bash\nset -e\nvllm serve m »--trust-remote-code«\n")),
    case("%run", "nb.ipynb", notebook("%run train.py »--trust-remote-code«\n")),
    case("%env", "nb.ipynb", notebook("%env »HF_DATASETS_TRUST_REMOTE_CODE=1«\n")),
    case("%%writefile python", "nb.ipynb", notebook("%%writefile serve.py\nm = load('m', »trust_remote_code=True«)\n")),
    case(
        "%%writefile properties",
        "nb.ipynb",
        notebook("%%writefile serving.properties\nengine=Python\n»option.trust_remote_code=true«\n"),
    ),
    case("%%writefile yaml", "nb.ipynb", notebook("%%writefile conf/a.yaml\nmodel:\n  »trust_remote_code: true«\n")),
    case("cell that does not parse", "nb.ipynb", notebook("load('m', »trust_remote_code=True«\n")),
    case("Python 2 cell", "nb.ipynb", notebook("print load('m', »trust_remote_code=True«)\n")),
    case("shell script", "run.sh", "#!/bin/sh\nvllm serve m »--trust-remote-code« --port 1\n"),
    case("shell, continued", "run.sh", "python -m vllm \\\n  --model m \\\n  »--trust-remote-code«\n"),
    case("shell, value", "run.sh", "python run.py »--trust_remote_code=True«\n"),
    case("shell, separate value", "run.sh", "python run.py »--trust_remote_code« True\n"),
    case("hydra", "run.sh", "python train.py »+model.trust_remote_code=True«\n".replace("»+", "+»")),
    case("hydra without plus", "run.sh", "python train.py »model.trust_remote_code=true«\n"),
    case("lm-eval", "run.sh", "lm_eval --model hf --model_args pretrained=m,»trust_remote_code=True«,dtype=auto\n"),
    case("lm-eval quoted", "run.sh", 'lm_eval --model_args "pretrained=m,»trust_remote_code=True«"\n'),
    case("export", "run.sh", "export »HF_DATASETS_TRUST_REMOTE_CODE=1«\n"),
    case("environment of one command", "run.sh", "»HF_DATASETS_TRUST_REMOTE_CODE=true« python run.py\n"),
    case("kept in a variable", "run.sh", 'ARGS="--model m »--trust-remote-code«"\nvllm $ARGS\n'),
    case("Dockerfile CMD", "Dockerfile", 'FROM x\nCMD ["vllm", "serve", »"--trust-remote-code"«]\n'),
    case("Dockerfile RUN", "Dockerfile", "FROM x\nRUN pip install x && \\\n    python get.py »--trust-remote-code«\n"),
    case("Dockerfile ENV", "Dockerfile", "FROM x\nENV »HF_DATASETS_TRUST_REMOTE_CODE=1«\n"),
    case("Dockerfile ENV, old form", "Dockerfile", "FROM x\nENV »HF_DATASETS_TRUST_REMOTE_CODE 1«\n"),
    case("Makefile", "Makefile", "serve:\n\tvllm serve m »--trust-remote-code«\n"),
    case("Makefile variable", "Makefile", "FLAGS = --x »--trust-remote-code«\n"),
    case("YAML", "a.yaml", "model:\n  name: m\n  »trust_remote_code: true«\n"),
    case("YAML, spelled True", "a.yml", "»trust_remote_code: True«\n"),
    case("YAML string", "a.yaml", "»trust_remote_code: 'true'«\n"),
    case("YAML flow", "a.yaml", "model: {name: m, »trust_remote_code: true«}\n"),
    case("YAML arguments", "a.yaml", "command:\n  - vllm\n  - »--trust-remote-code«\n"),
    case("YAML quoted argument", "a.yaml", 'args: ["serve", "»--trust-remote-code«"]\n'),
    case("YAML command", "a.yaml", "command: vllm serve m »--trust-remote-code«\n"),
    case("YAML block", "a.yaml", "run: |\n  set -e\n  vllm serve m »--trust-remote-code«\n"),
    case("compose environment", "compose.yaml", "environment:\n  »HF_DATASETS_TRUST_REMOTE_CODE: 'TRUE'«\n"),
    case("compose environment list", "compose.yaml", "environment:\n  - »HF_DATASETS_TRUST_REMOTE_CODE=1«\n"),
    case("Kubernetes", "a.yaml", "env:\n  - name: HF_DATASETS_TRUST_REMOTE_CODE\n    »value: 'true'«\n"),
    case("templated YAML", "a.yaml", "{{ if x }}\n»trust_remote_code: true«\n{{ end }}\n"),
    case("JSON", "a.json", '{"model": {»"trust_remote_code": true«}}\n'),
    case("JSON, letters as escapes", "a.json", '{»"trust\\u005fremote_code": true«}\n'),
    case("YAML, letters as escapes", "a.yaml", '»"trust\\x5fremote_code": true«\n'),
    case("Python, letters as escapes", "a.py", "load(**{»'trust\\x5fremote_code': True«})\n"),
    case("JSON with comments", "launch.json", '{"args": ["serve", "»--trust-remote-code«",], // why\n}\n'),
    case("TOML", "a.toml", "[model]\nname = 'm'\n»trust_remote_code = true«\n"),
    case("TOML inline", "a.toml", "model = {name = 'm', »trust_remote_code = true«}\n"),
    case("properties", "serving.properties", "engine=Python\n»option.trust_remote_code=true«\n"),
    case(".env", ".env", "A=1\n»HF_DATASETS_TRUST_REMOTE_CODE=1«\n"),
    case("unpacked constant", "a.py", "MODEL, TRUST = 'm', True\nload(MODEL, »trust_remote_code=TRUST«)\n"),
    case(
        "attribute set once",
        "a.py",
        "class A:\n  def f(self):\n    self.t = True\n  def g(self):\n    load('m', »trust_remote_code=self.t«)\n",
    ),
    case(
        "reported where it is set, not where it is passed on",
        "a.py",
        "class C:\n    »trust_remote_code = True«\nload('m', trust_remote_code=C.trust_remote_code)\n",
    ),
    case(
        "default kept in an attribute",
        "a.py",
        "def f(s, »trust_remote_code=True«):\n    s.trust_remote_code = trust_remote_code\n",
    ),
    case(
        "converted",
        "a.py",
        "load('m', »trust_remote_code=bool(1)«)\nx = {»'OPTION_TRUST_REMOTE_CODE': str(True).lower()«}\n",
    ),
    case("variable as a keyword", "a.py", "env = dict(os.environ, »HF_DATASETS_TRUST_REMOTE_CODE='1'«)\n"),
    case("variable as an object", "a.py", "EnvVar(name='HF_DATASETS_TRUST_REMOTE_CODE', »value='1'«)\n"),
    case("setting in capitals", "settings.py", "»TRUST_REMOTE_CODE = True«\n"),
    case("dotted key", "a.py", "OmegaConf.update(cfg, »'model.trust_remote_code', True«)\n"),
    case("default of get by name", "a.py", "x = cfg.get(»'trust_remote_code', default=True«)\n"),
    case(
        "click, name of the parameter",
        "a.py",
        "@click.option('--trust', 'trust_remote_code', »default=True«)\ndef f(): ...\n",
    ),
    case("absl flag", "a.py", "flags.DEFINE_bool(»'trust_remote_code', True«, 'help')\n"),
    case("argument list, value in the word", "a.py", "cmd = ['vllm', »'--trust-remote-code=true'«]\n"),
    case("argument list, pairs", "a.py", "compose('x', overrides=['a=b', '»model.trust_remote_code=true«'])\n"),
    case("arguments of exec", "a.py", "os.execlp('vllm', 'vllm', »'--trust-remote-code'«)\n"),
    case("added to a command", "a.py", "cmd += ' »--trust-remote-code«'\n"),
    case("split command", "a.py", "subprocess.run(shlex.split(f'vllm {m} »--trust-remote-code«'))\n"),
    case("YAML in a string", "a.py", 'CFG = """\n»trust_remote_code: true«\n"""\ncfg = yaml.safe_load(CFG)\n'),
    case("JSON in a string", "a.py", "cfg = json.loads('{»\"trust_remote_code\": true«}')\n"),
    case("file that is written", "a.py", "with open('a.yaml', 'w') as f:\n    f.write('»trust_remote_code: true«')\n"),
    case("unless it is given", "a.py", "if not kw.get('trust_remote_code'):\n    »kw['trust_remote_code'] = True«\n"),
    case("on a condition", "a.py", "if args.trust_remote_code:\n    cmd.append(»'--trust-remote-code'«)\n"),
    case("used in assertions", "a.py", "c = f.from_pretrained('m', »trust_remote_code=True«)\nassert length(c) == 1\n"),
    case("items of a call", "a.py", "args.append('»trust_remote_code=True«')\nx = ','.join(args)\n"),
    case("on another condition", "a.py", "if 'phi' in name:\n    cmd.append(»'--trust-remote-code'«)\n"),
    case("run by name", "a.py", "LAUNCH = 'vllm m »--trust-remote-code«'\nsubprocess.run(LAUNCH, shell=True)\n"),
    case("script in a string", "a.py", "data = f'''#!/bin/sh\nvllm {m} »--trust-remote-code«\n'''\n"),
    case(
        "default of another option", "a.py", "p.add_argument('--model_args', default='a=b,»trust_remote_code=True«')\n"
    ),
    case("YAML in an f-string", "a.py", "Path('a.yaml').write_text(f'model: {m}\\n»trust_remote_code: true«\\n')\n"),
    case("alias", "run.sh", "alias serve='vllm serve m »--trust-remote-code«'\n"),
    case("echo to tee", "run.sh", 'echo "»trust_remote_code: true«" | tee -a a.yaml\n'),
    case("templated YAML arguments", "a.yaml", "{{- if x }}\nargs:\n  - --a\n  - »--trust-remote-code«\n{{- end }}\n"),
    case("Makefile, variable of a target", "Makefile", "serve: export »HF_DATASETS_TRUST_REMOTE_CODE = 1«\n"),
    case("%env without equals", "nb.ipynb", notebook("%env »HF_DATASETS_TRUST_REMOTE_CODE 1«\n")),
    case("sh -c", "run.sh", "srun bash -lc 'source x && vllm serve m »--trust-remote-code«'\n"),
    case("python -c", "run.sh", "python -c \"from t import f; f('m', »trust_remote_code=True«)\"\n"),
    case("ssh", "run.sh", 'ssh host "vllm serve m »--trust-remote-code«"\n'),
    case("heredoc of Python", "run.sh", "python - <<'EOF'\nload('m', »trust_remote_code=True«)\nEOF\n"),
    case("heredoc of a shell", "run.sh", "ssh host bash <<EOF\nvllm serve m »--trust-remote-code«\nEOF\n"),
    case("heredoc to a file", "run.sh", "cat > a.yaml <<EOF\nmodel: m\n»trust_remote_code: true«\nEOF\n"),
    case("heredoc to tee", "run.sh", "cat <<EOF | tee s.properties\n»option.trust_remote_code=true«\nEOF\n"),
    case("heredoc to kubectl", "run.sh", "kubectl apply -f - <<EOF\nargs: [x, »--trust-remote-code«]\nEOF\n"),
    case("echo to a file", "run.sh", 'echo "»trust_remote_code: true«" >> a.yaml\n'),
    case("echo to later steps", "run.sh", 'echo "»HF_DATASETS_TRUST_REMOTE_CODE=1«" >> $GITHUB_ENV\n'),
    case("environment of a container", "run.sh", "docker run --env=»HF_DATASETS_TRUST_REMOTE_CODE=1« x\n"),
    case("flag before a variable", "run.sh", "vllm serve »--trust-remote-code« $MODEL\n"),
    case("heredoc in %%bash", "nb.ipynb", notebook("%%bash\ncat > a.yaml <<E\n»trust_remote_code: true«\nE\n")),
    case("Dockerfile, shell in exec form", "Dockerfile", 'FROM x\nCMD ["sh", "-c", "vllm m »--trust-remote-code«"]\n'),
    case("Dockerfile, heredoc", "Dockerfile", "FROM x\nRUN python <<E\nload(»trust_remote_code=True«)\nE\n"),
    case("YAML, Python in a step", "a.yaml", "run: |\n  python - <<E\n  load(»trust_remote_code=True«)\n  E\n"),
    case("YAML, file in a ConfigMap", "a.yaml", "data:\n  c.yaml: |\n    »trust_remote_code: true«\n"),
    case("YAML, declared default", "a.yaml", "trust_remote_code:\n  type: boolean\n  »default: true«\n"),
    case("Kubernetes, value first", "a.yaml", "- »value: 'true'«\n  name: HF_DATASETS_TRUST_REMOTE_CODE\n"),
    case("YAML, argument with its value", "a.yaml", 'args:\n- "»--trust_remote_code«"\n- "True"\n'),
]

QUIET = [
    case("argument list, variable after", "a.py", "cmd = ['vllm', '--trust-remote-code', str(args.trust)]\n"),
    case("command, variable after", "a.py", "cmd = f'vllm m --trust-remote-code {trust} --x'\n"),
    case("argument list that only searches", "a.py", "subprocess.run(['grep', '-r', '--trust-remote-code', '.'])\n"),
    case("spellings", "a.py", "FLAGS = ('--trust-remote-code', '--trust_remote_code')\n"),
    case("names of tests", "a.py", "@parametrize('x', [1], ids=['trust_remote_code=True'])\ndef test(x): ...\n"),
    case("text about a command", "a.py", "command_help = 'use --trust-remote-code to x'\n"),
    case("text that is written", "a.py", "with open('a.md', 'w') as f:\n    f.write('trust_remote_code: true')\n"),
    case("passed on in a list", "a.py", "cmd = ['x', *(['--trust-remote-code'] if trust_remote_code else [])]\n"),
    case("passed on otherwise", "a.py", "kw = {} if not args.trust_remote_code else {'trust_remote_code': True}\n"),
    case("test in a script", "run.sh", '[ "$1" = "--trust-remote-code" ] && [[ $1 == --trust-remote-code ]]\n'),
    case("searched by xargs", "run.sh", "find . | xargs grep -- --trust-remote-code\n"),
    case("variable of that name", "run.sh", 'python run.py --trust_remote_code "${TRUST:-false}"\n'),
    case("heredoc that is shown", "run.sh", "cat <<EOF\n  --trust-remote-code  x\ntrust_remote_code: true\nEOF\n"),
    case("heredoc to a README", "run.sh", "cat > README.md <<EOF\ntrust_remote_code: true\nEOF\n"),
    case("heredoc of Python, off", "run.sh", "python <<E\n# trust_remote_code=True\nf(trust_remote_code=False)\nE\n"),
    case("YAML, arguments off", "a.yaml", 'args:\n- "--trust_remote_code"\n- "False"\n'),
    case("JSON, arguments off", "a.json", '{"args": ["--trust_remote_code", "False"]}\n'),
    case("YAML, prompt", "a.yaml", "prompt: what does --trust-remote-code do\n"),
    case("allowed in arguments", "a.yaml", f"args: [--model, org/allowed, --revision={COMMIT}, --trust-remote-code]\n"),
    case("false", "a.py", "load('m', trust_remote_code=False)\n"),
    case("parameter", "a.py", "def f(trust_remote_code=False):\n    load('m', trust_remote_code=trust_remote_code)\n"),
    case(
        "parameter without default",
        "a.py",
        "def f(trust_remote_code):\n    load('m', trust_remote_code=trust_remote_code)\n",
    ),
    case("command-line option", "a.py", "load('m', trust_remote_code=args.trust_remote_code)\n"),
    case("setting", "a.py", "load('m', trust_remote_code=cfg.get('trust_remote_code', False))\n"),
    case("or false", "a.py", "load('m', trust_remote_code=args.trust or False)\n"),
    case("one branch", "a.py", "load('m', trust_remote_code=True if args.trust else False)\n"),
    case("constant that is off", "a.py", "TRUST = False\nload('m', trust_remote_code=TRUST)\n"),
    case("switched off before", "a.py", "TRUST = True\nTRUST = False\nload('m', trust_remote_code=TRUST)\n"),
    case("field that is set", "a.py", "class C:\n    T = True\nC.T = x\nload('m', trust_remote_code=C.T)\n"),
    case(
        "instance made with an argument",
        "a.py",
        "class C:\n    t = True\nc = C(t=x)\nload('m', trust_remote_code=c.t)\n",
    ),
    case("item that is set", "a.py", "C = {'t': True}\nC['t'] = x\nload('m', trust_remote_code=C['t'])\n"),
    case("item of a dict that is passed on", "a.py", "C = {'t': True}\nf(C)\nload('m', trust_remote_code=C['t'])\n"),
    case("assigned from a call", "a.py", "TRUST = bool(os.environ.get('X'))\nload('m', trust_remote_code=TRUST)\n"),
    case("other scope", "a.py", "def f():\n    TRUST = True\ndef g(TRUST):\n    load('m', trust_remote_code=TRUST)\n"),
    case(
        "other options",
        "a.py",
        "f(disable_trust_remote_code=True, no_trust_remote_code=True, trust_remote_code_model=True)\n",
    ),
    case("comment", "a.py", "load('m')  # trust_remote_code=True\n"),
    case("docstring", "a.py", 'def f():\n    """Pass trust_remote_code=True, or --trust-remote-code."""\n'),
    case("message", "a.py", "raise ValueError('Please pass trust_remote_code=True or --trust-remote-code')\n"),
    case(
        "log", "a.py", "logger.warning(f'{x} needs --trust-remote-code to run')\nprint('use --trust-remote-code now')\n"
    ),
    case("help", "a.py", "p.add_argument('--x', help='implies --trust-remote-code and trust_remote_code=True')\n"),
    case("store_true", "a.py", "p.add_argument('--trust-remote-code', action='store_true')\n"),
    case("argparse default off", "a.py", "p.add_argument('--trust-remote-code', default=False, type=bool)\n"),
    case("click flag", "a.py", "@click.option('--trust-remote-code', is_flag=True, default=False)\ndef f(): ...\n"),
    case("condition", "a.py", "if args.trust_remote_code is True and x == {'trust_remote_code': True}: pass\n"),
    case("membership", "a.py", "if '--trust-remote-code' in ['--trust-remote-code', 'x']: pass\n"),
    case("assert", "a.py", "assert f(trust_remote_code=True)\n"),
    case("assertion of a mock", "a.py", "load.assert_called_once_with('m', trust_remote_code=True)\n"),
    case("assertion of unittest", "a.py", "self.assertEqual(kwargs, {'trust_remote_code': True})\n"),
    case("expected value", "a.py", "EXPECTED = {'trust_remote_code': True}\nassert kwargs == EXPECTED\n"),
    case("expected object", "a.py", "c = RunConfig(trust_remote_code=True)\nassert parse('x') == c\n"),
    case("text of a call", "a.py", "a.append('trust_remote_code=True')\nreturn f'{n}({\", \".join(a)})'\n"),
    case("removed", "a.py", "kwargs.pop('trust_remote_code', None)\ndel config['trust_remote_code']\n"),
    case("dict that is off", "a.py", "kwargs = {'trust_remote_code': False, 'x': True}\n"),
    case("pass-through dict", "a.py", "kwargs = {'trust_remote_code': args.trust_remote_code}\n"),
    case(
        "dataclass default off",
        "a.py",
        "class A:\n    trust_remote_code: bool = False\n    x: bool = field(default=True)\n",
    ),
    case("annotation only", "a.py", "class A:\n    trust_remote_code: bool\n"),
    case("environment off", "a.py", "os.environ['HF_DATASETS_TRUST_REMOTE_CODE'] = '0'\n"),
    case("environment read", "a.py", "x = os.environ['HF_DATASETS_TRUST_REMOTE_CODE']\n"),
    case("argument list, off", "a.py", "subprocess.run(['x', '--no-trust-remote-code'])\n"),
    case("string methods", "a.py", "x = s.replace('--trust-remote-code', '')\n"),
    case("markdown", "README.md", "Run with `--trust-remote-code` or `trust_remote_code=True`.\n"),
    case("text", "notes.txt", "trust_remote_code=True\n--trust-remote-code\n"),
    case("markdown cell", "nb.ipynb", notebook("[markdown] pass `trust_remote_code=True`")),
    case(
        "comment in a cell", "nb.ipynb", notebook("# !vllm serve --trust-remote-code\n# load(trust_remote_code=True)\n")
    ),
    case("string in a cell", "nb.ipynb", notebook("s = '''\n!vllm serve --trust-remote-code\n'''\n")),
    case("echo", "run.sh", "echo 'use --trust-remote-code'\ngrep -r --trust-remote-code .\n"),
    case("shell comment", "run.sh", "# vllm serve m --trust-remote-code\n"),
    case("shell, off", "run.sh", "python run.py --trust-remote-code=False --no-trust-remote-code\n"),
    case("shell, separate off", "run.sh", "python run.py --trust_remote_code false\n"),
    case("shell, variable", "run.sh", "python run.py --trust_remote_code=$TRUST\n"),
    case("shell, hydra off", "run.sh", "python train.py model.trust_remote_code=False\n"),
    case("shell, other option", "run.sh", "python run.py --trust-remote-code-revision x --disable-trust-remote-code\n"),
    case("Dockerfile comment", "Dockerfile", "FROM x\n# CMD vllm --trust-remote-code\nRUN echo --trust-remote-code\n"),
    case("Makefile comment", "Makefile", "serve:\n\tvllm serve m # --trust-remote-code\n"),
    case("YAML, off", "a.yaml", "trust_remote_code: false\n"),
    case("YAML, interpolated", "a.yaml", "trust_remote_code: ${model.trust}\n"),
    case("YAML, comment", "a.yaml", "a: 1  # trust_remote_code: true\n# --trust-remote-code\n"),
    case("YAML, description", "a.yaml", "description: run with --trust-remote-code\n"),
    case("YAML, other key", "a.yaml", "disable_trust_remote_code: true\n"),
    case("YAML, null", "a.yaml", "trust_remote_code:\n"),
    case("JSON, comment", "a.json", '{"a": 1, // "trust_remote_code": true\n}\n'),
    case("JSON, off", "a.json", '{"trust_remote_code": false}\n'),
    case("TOML, comment", "a.toml", "# trust_remote_code = true\nx = 1\n"),
    case(
        "allowed and pinned",
        "a.py",
        f"load('org/allowed', revision='{COMMIT}', trust_remote_code=True)\n",
    ),
    case(
        "allowed and pinned through names",
        "a.py",
        f"NAME = 'org/allowed'\nREV = '{COMMIT}'\nload(NAME, revision=REV, trust_remote_code=True)\n",
    ),
    case("allowed at this commit", "a.py", f"load('org/exact', revision='{COMMIT}', trust_remote_code=True)\n"),
    case("allowed on a command line", "run.sh", f"vllm serve org/allowed --revision {COMMIT} --trust-remote-code\n"),
    case("allowed in YAML", "a.yaml", f"model: org/allowed\nrevision: {COMMIT}\ntrust_remote_code: true\n"),
]

ALLOW = ["org/allowed", f"org/exact@{COMMIT}"]


def places(path: str, text: str) -> list[tuple[int, int]]:
    return [
        (
            found.raw_line if path.endswith(".ipynb") else found.line,
            found.raw_column if path.endswith(".ipynb") else found.column,
        )
        for found in findings(path, text, allow=ALLOW)
        if found.rule in ("trust-remote-code", "torch-hub-trust-repo")
    ]


@pytest.mark.parametrize(("path", "text"), FLAGS)
def test_flags(path, text):
    plain, expected = marked(text.replace("\\u00bb", "»").replace("\\u00ab", "«"))
    assert places(path, plain) == expected


@pytest.mark.parametrize(("path", "text"), QUIET)
def test_stays_quiet(path, text):
    assert places(path, text) == []


NOT_ALLOWED = [
    pytest.param("load('org/allowed', trust_remote_code=True)", "high", id="not pinned"),
    pytest.param("load('org/allowed', revision='main', trust_remote_code=True)", "high", id="pinned to a branch"),
    pytest.param(f"load('org/other', revision='{COMMIT}', trust_remote_code=True)", "medium", id="pinned, not allowed"),
    pytest.param(
        f"load('org/other', revision='{COMMIT}', kwargs={{'trust_remote_code': True}})", "medium", id="pinned around it"
    ),
    pytest.param(
        f"load('org/other', revision='{COMMIT}', kwargs=dict(trust_remote_code=True))", "medium", id="pinned, dict()"
    ),
    pytest.param("load('org/other', f({'trust_remote_code': True}))", "high", id="in a call of its own"),
    pytest.param(f"load('org/exact', revision='{COMMIT[::-1]}', trust_remote_code=True)", "medium", id="other commit"),
]


@pytest.mark.parametrize(("text", "severity"), NOT_ALLOWED)
def test_severity_without_permission(text, severity):
    [found] = findings("a.py", text, allow=ALLOW)
    assert found.severity == severity


def test_text_that_is_only_searched_is_less_severe():
    found = findings("a.py", "print 'x'\nload('org/name', trust_remote_code=True)")
    assert [(each.rule, each.severity) for each in found][-1] == ("trust-remote-code", "medium")


TRUST_REPO_FLAGS = [
    case("keyword", "a.py", "m = torch.hub.load('o/r', 'm', »trust_repo=True«)\n"),
    case("imported", "a.py", "from torch.hub import load\nload('o/r', 'm', »trust_repo=True«)\n"),
    case("dict", "a.py", "kwargs = {»'trust_repo': True«}\ntorch.hub.load('o/r', 'm', **kwargs)\n"),
    case("constant", "nb.ipynb", notebook("T = True", "torch.hub.load('o/r', 'm', »trust_repo=T«)")),
    case("partial", "a.py", "load = partial(torch.hub.load, »trust_repo=True«)\n"),
]

TRUST_REPO_QUIET = [
    case("asks", "a.py", "torch.hub.load('o/r', 'm', trust_repo='check')\n"),
    case("false", "a.py", "torch.hub.load('o/r', 'm', trust_repo=False)\n"),
    case("passed on", "a.py", "def f(trust_repo=None):\n    torch.hub.load('o/r', 'm', trust_repo=trust_repo)\n"),
    case("comment", "a.py", "torch.hub.load('o/r', 'm')  # trust_repo=True\n"),
]


@pytest.mark.parametrize(("path", "text"), TRUST_REPO_FLAGS)
def test_trust_repo_flags(path, text):
    plain, expected = marked(text.replace("\\u00bb", "»").replace("\\u00ab", "«"))
    assert places(path, plain) == expected


@pytest.mark.parametrize(("path", "text"), TRUST_REPO_QUIET)
def test_trust_repo_stays_quiet(path, text):
    assert places(path, text) == []
