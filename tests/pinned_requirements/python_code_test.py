"""unpinned-requirement in Python code: setup.py, lists for services, commands that code runs."""

from __future__ import annotations

import ast
import json
import time

import pytest

from labcoat.core.code.text import laid_out, text_of, word_of
from labcoat.core.packages.code.python_code import read
from labcoat.core.packages.code.python_items import line_of
from labcoat.core.packages.project import project_of
from labcoat.core.packages.requirement import CODE, COMMAND, IMAGE, MANIFEST, Packages
from labcoat.core.python import Module
from labcoat.core.segment import Segment
from tests.pinned_requirements.tables import case, check_flags, check_quiet

RULE = "unpinned-requirement"
CELL = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
CONDA_ENV = '{"channels": ["x"], "dependencies": ["python=3.11", "»numpy«", "pip", {"pip": ["»mlflow«", "a==1"]}]}'


def notebook(*sources: str) -> str:
    """A notebook with these cells of code."""
    cells = [{**CELL, "source": source.splitlines(keepends=True)} for source in sources]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}, ensure_ascii=False)


def py(name: str, text: str, path: str = "train.py", **options: object):
    """A row about a file with Python code."""
    return case(name, path, text, **options)


COMMAND_FLAGS = [
    py("check_call with words", 'subprocess.check_call([sys.executable, "-m", "pip", "install", "»torch>=2«"])\n'),
    py("Popen, keyword", 'subprocess.Popen(args=["pip", "install", "-q", "»x«"])\n'),
    py("run with a program", 'subprocess.run(["pip3", "install", "-U", "»x«", "y==1"], check=True)\n'),
    py("uv", 'subprocess.run(["uv", "pip", "install", "»x«"])\n'),
    py("conda", "subprocess.run(['conda', 'install', '-y', '-c', 'conda-forge', '»x«'])\n"),
    py("os.system", "os.system('pip install »flash_attn« --no-build-isolation')\n"),
    py("two commands", "os.system('apt-get update && pip install »a« && pip install b==1')\n"),
    py("shell=True", 'subprocess.run("pip install »ipywidgets«", shell=True)\n'),
    py("f-string", 'subprocess.run(f"{sys.executable} -m pip install »shap« a=={version}", shell=True)\n'),
    py("sum", 'os.system(sys.executable + " -m pip install »tqdm« " + package)\n'),
    py("percent", 'os.system("%s -m pip install »tqdm«" % sys.executable)\n'),
    py("format", 'os.system("{} -m pip install »tqdm« a=={}".format(sys.executable, version))\n'),
    py(
        "interpreter", 'subprocess.run([interp, "-m", "pip", "install", "»x«"])\nos.system(f"{e} -m pip install »y«")\n'
    ),
    py("adjacent strings", 'os.system("pip install "\n          "»tqdm« "\n          "a==1")\n'),
    py("many lines", 'os.system("""\nset -e\npip install »a« \\\\\n  »b~=1.0«\n""")\n'),
    py("line joined by Python", 'os.system("""pip install »a« \\\n  »b«\n""")\n'),
    py("split", 'subprocess.run("pip install »x«".split())\n'),
    py("shlex", 'import shlex\nsubprocess.run(shlex.split("pip install »x«"))\n'),
    py("sh -c", 'subprocess.run(["bash", "-c", "pip install »x«"])\n'),
    py("name", 'cmd = ["pip", "install", "»x«"]\nsubprocess.run(cmd)\n'),
    py("name of a string", 'cmd = "pip install »x«"\nos.system(cmd)\n'),
    py("added list", 'packages = ["»a«", "b==1"]\nsubprocess.run(["pip", "install"] + packages)\n'),
    py(
        "starred list",
        'packages = ["»a«", "b==1"]\nsubprocess.run([sys.executable, "-m", "pip", "install", *packages])\n',
    ),
    py("loop", 'for name in ["»a«", "b==1"]:\n    subprocess.run([sys.executable, "-m", "pip", "install", name])\n'),
    py(
        "function",
        "def install(package):\n    subprocess.check_call([sys.executable, '-m', 'pip', 'install', package])\n\n"
        'install("»a«")\ninstall("b==1")\n',
    ),
    py("own function", 'run_command("pip install »x«")\n'),
    py("exec", 'os.execvp("pip", ["pip", "install", "»x«"])\n'),
    py("exec with words", 'os.execlp("pip", "pip", "install", "»x«")\n'),
    py("spawn", 'os.spawnlp(os.P_WAIT, "pip", "pip", "install", "»x«")\n'),
    py("asyncio", 'await asyncio.create_subprocess_exec(sys.executable, "-m", "pip", "install", "»x«")\n'),
    py("pip.main", 'import pip\npip.main(["install", "»x«"])\n'),
    py("pip's inner main", 'from pip._internal import main as pipmain\npipmain(["install", "»x«"])\n'),
    py("nox", '@nox.session\ndef tests(session):\n    session.install("»pytest«", "-r", "x.txt", ".")\n', "noxfile.py"),
    py("nox runs", 'session.run("pip", "install", "»x«", external=True)\n', "noxfile.py"),
    py("conda in nox", 'session.conda_install("»x«")\n', "noxfile.py"),
    py("missing import", 'try:\n    import x\nexcept ImportError:\n    os.system("pip install »x«")\n'),
    py("letters of more than one byte", '# ß 🎉\nos.system("ä; pip install »x«")  # é\n'),
    py("Pyodide", 'import micropip\nawait micropip.install("»x«")\n'),
    py("Pyodide's list", 'import piplite\nawait piplite.install(["»x«", "y==1"])\n'),
    case("cell", "a.ipynb", notebook("import os\nos.system('pip install »x«')"), notebooks=True),
    case("get_ipython", "a.ipynb", notebook("get_ipython().system('pip install »x«')"), notebooks=True),
    case("line magic", "a.ipynb", notebook("get_ipython().run_line_magic('pip', 'install »x« -q')"), notebooks=True),
    case(
        "cell magic", "a.ipynb", notebook("get_ipython().run_cell_magic('bash', '', 'pip install »x«')"), notebooks=True
    ),
    case("old magic", "a.ipynb", notebook("get_ipython().magic('pip install »x«')"), notebooks=True),
    case(
        "names across cells",
        "a.ipynb",
        notebook("c = 'pip install »x«'", "import os\nos.system(c)  # pip install"),
        notebooks=True,
    ),
]
COMMAND_QUIET = [
    py("raised", 'raise ImportError("please pip install x")\n'),
    py(
        "raised with a hint",
        'raise ImportError(\n    "Could not import x. "\n    "Please install it with `pip install x>=1`."\n)\n',
    ),
    py("logged", 'logger.warning("pip install %s", name)\nlogging.info("Run: pip install x")\n'),
    py("printed", 'print("pip install bert-score")\nprint(f"pip install {name}")\n'),
    py("warned", 'warnings.warn("pip install x", stacklevel=2)\n'),
    py("docstring", 'def f():\n    """Needs x.\n\n    pip install x\n    """\n'),
    py("comment", "# pip install x\n"),
    py("module docstring", '"""\npip install x\n"""\nimport subprocess\nsubprocess.run(["ls"])\n'),
    py("help", 'parser.add_argument("--x", help="needs pip install x")\n'),
    py("message in a name", 'MESSAGE = "pip install x"\nraise ImportError(MESSAGE)\n'),
    py("hint for a check", '_check("x", hint="pip install x")\nrequires_backends(self, "pip install x")\n'),
    py("a table of hints", 'HINTS = {"x": "pip install x", "y": ["pip install y"]}\n'),
    py("an assertion", 'assert x, "pip install x"\nassert "pip install x" in text\n'),
    py("a mock", 'from unittest import mock\nmock.call(["pip", "install", "x"])\n'),
    py("a question", 'agent.run("How do I pip install x?")\n'),
    py("a printing function", 'print_command("pip install x")\nlog_cmd("pip install x")\n'),
    py("dry run", 'dry_run("pip install x")\nclick.command("pip install x")\ninstall_cmd("pip install x")\n'),
    py("echo", 'os.system("echo pip install x")\n'),
    py(
        "pinned",
        'os.system("pip install x==1")\nsubprocess.run(["pip", "install", "a==1", "b @ https://h/b-1-py3-none-any.whl"])\n',
    ),
    py("a file", 'subprocess.run([sys.executable, "-m", "pip", "install", "-r", "requirements.txt"])\n'),
    py("the project", 'subprocess.run(["pip", "install", "-e", "."])\n'),
    py("upgrade of pip", 'subprocess.run([sys.executable, "-m", "pip", "install", "--upgrade", "pip"])\n'),
    py(
        "unknown",
        'subprocess.run([sys.executable, "-m", "pip", "install", package])\nos.system(f"pip install {x}=={y}")\n',
    ),
    py(
        "unknown list", 'subprocess.run(["pip", "install", *packages])\nsubprocess.run(["pip", "install"] + packages)\n'
    ),
    py(
        "other commands of pip",
        'subprocess.run(["pip", "uninstall", "-y", "x"])\nsubprocess.run(["pip", "show", "x"])\n',
    ),
    py(
        "install of something else",
        'app.install("x")\nself.install("x")\nsubprocess.run(["apt-get", "install", "pip"])\n',
    ),
    case("cells are not asked for", "a.ipynb", notebook("import os\nos.system('pip install x')")),
]
LIST_FLAGS = [
    py("MLflow", 'mlflow.pyfunc.log_model(pip_requirements=["»torch«", "a==1"], extra_pip_requirements=["»b>1«"])\n'),
    py(
        "MLflow's name",
        'requirements = ["»torch«", "a==1"]\nmlflow.pytorch.save_model(m, pip_requirements=requirements)\n',
    ),
    py("MLflow's environment", f"mlflow.sklearn.log_model(m, conda_env={CONDA_ENV})\n"),
    py("conda environment in a name", f"env = {CONDA_ENV}\nsave(env)\n"),
    py("Ray", 'ray.init(runtime_env={"pip": ["»a«", "b==1"], "env_vars": {"X": "y"}})\n'),
    py(
        "Ray's packages", '@ray.remote(runtime_env={"pip": {"packages": ["»a«"], "pip_check": False}})\ndef f(): pass\n'
    ),
    py("Ray with uv", 'f.options(runtime_env={"uv": ["»a«"]}).remote()\n'),
    py("Ray with conda", 'ray.init(runtime_env={"conda": {"dependencies": ["»a«", {"pip": ["»b«"]}]}})\n'),
    py("Ray's class", 'from ray.runtime_env import RuntimeEnv\nRuntimeEnv(pip=["»a«"])\n'),
    py("Ray's name", 'runtime_env = {"pip": ["»a«"]}\nray.init(runtime_env=runtime_env)\n'),
    py("Ray's constant", 'RUNTIME_ENV = {"pip": ["»a«"]}\nray.init(runtime_env=RUNTIME_ENV)\n'),
    py("Modal", 'image = modal.Image.debian_slim().pip_install("»a«", "b==1", ["»c~=2.0«"])\n'),
    py(
        "Modal with uv",
        'image = modal.Image.debian_slim().uv_pip_install("»a«").run_commands("pip install »b«", "ls")\n',
    ),
    py("Modal with conda", 'image = modal.Image.micromamba().micromamba_install("»a«", "b=1.2.3", channels=["x"])\n'),
    py("Kubeflow", '@dsl.component(packages_to_install=["»pandas«", "a==1"])\ndef f(): pass\n'),
    py("Airflow", 'PythonVirtualenvOperator(task_id="x", requirements=["»a«", "b==1"])\n'),
    py("Airflow's decorator", '@task.virtualenv(requirements=["»a«"])\ndef f(): pass\n'),
    py("Databricks", 'task = {"libraries": [{"pypi": {"package": "»a«"}}, {"pypi": {"package": "b==1"}}]}\n'),
    py("Databricks' SDK", 'Library(pypi=PythonPyPiLibrary(package="»a>=1«"))\n'),
    py("Azure ML", 'CondaDependencies.create(pip_packages=["»a«"], conda_packages=["»b«", "c=1.2.3"])\n'),
    py("Azure ML, one by one", 'deps.add_pip_package("»a«")\ndeps.add_conda_package("»b«")\n'),
    py("Metaflow", '@pypi(packages={»"pandas": ""«, "x": "1.5"})\ndef f(): pass\n'),
    py("Metaflow with conda", '@conda(libraries={»"pandas": ">=1"«, "x": "1.5"})\ndef f(): pass\n'),
    py("Flyte", 'ImageSpec(name="x", packages=["»a«"])\n'),
    py("ZenML", 'DockerSettings(requirements=["»a«"])\n'),
    py("Dask", 'client.register_plugin(PipInstall(packages=["»a«"]))\n'),
    py("Covalent", 'ct.DepsPip(packages=["»a«"])\n'),
    py("sum of lists", 'base = ["»a«"]\nlog_model(pip_requirements=base + ["»b«"] + [*base])\n'),
    py("key", 'config = {"pip_requirements": ["»a«"]}\n'),
    py("adjacent strings", 'log_model(pip_requirements=["»to" "rch>=1«"])\n'),
    py("with a comment", 'log_model(pip_requirements=["»a«  # why"])\n'),
    py("VCS is no bare name", 'log_model(pip_requirements=["»a«", "b @ git+https://github.com/x/y"])\n'),
]
LIST_QUIET = [
    py("pinned", 'log_model(pip_requirements=["a==1", "b===2"], conda_env={"dependencies": ["python=3.8", "pip"]})\n'),
    py("unknown", 'log_model(pip_requirements=get(), conda_env=env)\nlog_model(pip_requirements=[f"a=={v}", x])\n'),
    py("other lists", 'f(requirements=["a", "b"], packages=["c"], dependencies=["d"], pip=["e"], libraries=["f"])\n'),
    py(
        "other dictionaries",
        'd = {"pip": ["a"], "dependencies": ["b"], "packages": {"c": ""}, "requirements": ["d"]}\n',
    ),
    py(
        "packages of setuptools",
        'setup(packages=["a"], install_requires=["b"], extras_require={"c": ["d"]})\n',
        "setup.py",
    ),
    py(
        "names in setup.py",
        'requires = ["a>=1"]\nsetup(install_requires=requires, tests_require="x\\ny\\n")\n',
        "setup.py",
    ),
    py("a function of the same name", 'pip_install("-q a b")\npip_install(["--upgrade", "pip"])\n'),
    py("a variable that is not an environment", 'env = {"dependencies": 1}\nruntime_env = os.environ\n'),
    py("Ray's file", 'ray.init(runtime_env={"pip": "requirements.txt", "conda": "env.yml"})\n'),
    py("dsl with no list", "@dsl.component(packages_to_install=PACKAGES)\ndef f(): pass\n"),
]


@pytest.mark.parametrize(("path", "text", "options"), COMMAND_FLAGS + LIST_FLAGS)
def test_flags(path, text, options):
    check_flags(RULE, path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), COMMAND_QUIET + LIST_QUIET)
def test_stays_quiet(path, text, options):
    for rule in (RULE, "pip-will-reject"):
        check_quiet(rule, path, text, options)


FILE_FLAGS = [
    py("write_text", 'Path("requirements.txt").write_text("»a«\\nb==1\\n»c>=1«\\n")\n'),
    py("with open", 'with open("code/requirements.txt", "w") as f:\n    f.write("""\n»a«\nb==1  # c\n""")\n'),
    py("open and write", 'open("requirements.txt", "w").write("»a«")\n'),
    py(
        "path with parts",
        'text = """»a«\n"""\nwith Path(ROOT / "requirements.txt").open("w") as f:\n    f.write(text)\n',
    ),
    py("joined path", 'with open(os.path.join(root, "requirements.txt"), "w") as f:\n    f.write("»a«")\n'),
    py("f-string path", 'Path(f"{root}/requirements.txt").write_text(dedent("""\n    »a«\n"""))\n'),
    py("conda", 'Path("environment.yml").write_text("channels: [x]\\ndependencies:\\n  - »numpy«\\n")\n'),
    py("Dockerfile", 'Path("Dockerfile").write_text("FROM python:3.11\\nRUN pip install »a«\\n")\n'),
    case(
        "cell that writes requirements", "a.ipynb", notebook("%%writefile requirements.txt\n»a«\nb==1"), notebooks=True
    ),
    case("with a path", "a.ipynb", notebook("%%writefile -a code/requirements.txt\n»a>=1«"), notebooks=True),
    case(
        "cell that writes an environment",
        "a.ipynb",
        notebook("%%writefile environment.yml\nchannels: [x]\ndependencies:\n  - »numpy«"),
        notebooks=True,
    ),
    case(
        "cell that writes a Dockerfile",
        "a.ipynb",
        notebook("%%writefile Dockerfile\nFROM python:3.11\nRUN pip install »a«"),
        notebooks=True,
    ),
    case(
        "cell that writes a script",
        "a.ipynb",
        notebook("%%writefile train.py\nimport os\nos.system('pip install »a«')"),
        notebooks=True,
    ),
]
FILE_QUIET = [
    py("pinned", 'Path("requirements.txt").write_text("a==1\\n# b\\n")\n'),
    py("constraints hold ranges", 'Path("constraints.txt").write_text("a>=1\\n")\n'),
    py("what pip-compile reads", 'Path("requirements.in").write_text("a>=1\\n")\n'),
    py(
        "another file",
        'Path("notes.txt").write_text("a\\npip install b\\n")\nsys.stdout.write("requirements.txt: a")\n',
    ),
    py("read", 'open("requirements.txt").read()\nPath("requirements.txt").read_text()\n'),
    py(
        "unknown text",
        'Path("requirements.txt").write_text(text)\nPath("requirements.txt").write_text("\\n".join(x))\n',
    ),
    py(
        "unknown versions",
        'p = Path("requirements.txt")\np.write_text(f"a=={v}\\n{name}\\ngit+https://h/o/r@{ref}\\n")\n'
        'p.write_text("\\n".join(names) + "\\n")\np.write_text("a==" + v)\np.write_text("%s==%s" % x)\n',
    ),
    case("cells are not asked for", "a.ipynb", notebook("%%writefile requirements.txt\na")),
]


@pytest.mark.parametrize(("path", "text", "options"), FILE_FLAGS)
def test_flags_what_code_writes(path, text, options):
    check_flags(RULE, path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), FILE_QUIET)
def test_stays_quiet_about_what_code_writes(path, text, options):
    for rule in (RULE, "unpinned-vcs", "pip-will-reject"):
        check_quiet(rule, path, text, options)


def packages(text: str, path: str = "train.py") -> Packages:
    """What a module says."""
    module, found = Module(), Packages(path, project_of(path))
    module.add(Segment(text, "python"), text)
    read(module, found)
    return found


INDEXES = 'pip_index_urls=["u", "v"]'
EXTRA = 'extra_index_url=["b", "c"]'
LIBRARY = '{"package": "a==1", "repo": "http://h"}'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('img.pip_install("a", index_url="http://h")', [("index-url", "http://h", 'index_url="http://h"')]),
        (f'img.pip_install("a", {EXTRA})', [("extra-index-url", "b", EXTRA), ("extra-index-url", "c", EXTRA)]),
        ('img.uv_pip_install("a", find_links="u")', [("find-links", "u", 'find_links="u"')]),
        ('img.pip_install("a", pre=True)', [("pre", "", "pre=True")]),
        ('img.pip_install("a", pre=False)', []),
        (f'g(packages_to_install=["a"], {INDEXES})', [("index-url", "u", INDEXES), ("extra-index-url", "v", INDEXES)]),
        ('g(packages_to_install=[], pip_trusted_hosts=["h"])', [("trusted-host", "h", 'pip_trusted_hosts=["h"]')]),
        ('ImageSpec(packages=[], pip_index="u")', [("index-url", "u", 'pip_index="u"')]),
        (f'x = {{"pypi": {LIBRARY}}}', [("index-url", "http://h", LIBRARY)]),
        ('f(index_url="http://h")', []),
        ('log_model(pip_requirements=["--find-links u"])', [("find-links", "u", "--find-links u")]),
        ('os.system("pip install a==1 -i http://h")', [("index-url", "http://h", "-i http://h")]),
    ],
)
def test_options(text, expected):
    found = packages(text)
    named = [(option.name, option.value, option.segment.text[option.start : option.end]) for option in found.options]
    assert named == expected
    for option in found.options:
        assert option.segment.text[option.value_start : option.value_end] == option.value


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('log_model(pip_requirements="requirements.txt")', "requirements.txt"),
        ('log_model(pip_requirements=["-r a/requirements.txt"])', "a/requirements.txt"),
        ('ray.init(runtime_env={"pip": "./requirements.txt"})', "./requirements.txt"),
        ('img.pip_install_from_requirements("r.txt")', "r.txt"),
        ('PythonVirtualenvOperator(requirements="r.txt")', "r.txt"),
        ('subprocess.run(["pip", "install", "-r", "r.txt"])', "r.txt"),
    ],
)
def test_references(text, path):
    (reference,) = packages(text).references
    assert reference.path == path
    assert path in reference.segment.text[reference.start : reference.end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('setup(install_requires=["a>=1"])', ("a", "range", MANIFEST)),
        ('setup(extras_require={"x": ["a"]})', ("a", "none", MANIFEST)),
        ('kwargs = {"install_requires": ["a"]}', ("a", "none", MANIFEST)),
        ('setup(tests_require="""\na~=1.0\n""")', ("a", "compatible", MANIFEST)),
        ('setup(install_requires=["a @ git+https://h/o/r"])', ("a", "none", MANIFEST)),
        ('log_model(pip_requirements=["a==1"])', ("a", "exact", CODE)),
        ('log_model(pip_requirements=[f"a=={v}"])', ("a", "env", CODE)),
        ('log_model(pip_requirements=["a==" + v])', ("a", "env", CODE)),
        ('log_model(pip_requirements=["a=={}".format(v)])', ("a", "env", CODE)),
        ('log_model(pip_requirements=["a==%s" % v])', ("a", "env", CODE)),
        ('log_model(pip_requirements=["./a"])', ("", "local", CODE)),
        ('log_model(pip_requirements=["a b"])', ("a", "invalid", CODE)),
        ('img.run_commands("pip install a")', ("a", "none", CODE)),
        ('os.system("pip install a")', ("a", "none", COMMAND)),
        ('@conda(packages={"a": "1.2"})\ndef f(): pass', ("a", "exact", CODE)),
        ('@pypi(packages={"a": "==1.2"})\ndef f(): pass', ("a", "exact", CODE)),
        ('@pypi(packages={"a": "~=1.2"})\ndef f(): pass', ("a", "compatible", CODE)),
        ('@dsl.component(base_image="python")\ndef f(): pass', ("python", "none", IMAGE)),
        ('KubernetesPodOperator(image="python:3.11")', ("python", "compatible", IMAGE)),
        ('modal.Image.from_registry("nvidia/cuda:latest")', ("nvidia/cuda", "none", IMAGE)),
    ],
)
def test_what_is_named(text, expected):
    (made,) = packages(text).requirements
    assert (made.name, made.level, made.place) == expected


TEXTS = [
    ('"a==1"', "a==1"),
    ("'''a\n==1'''", "a\n==1"),
    ('"a" "b"', "ab"),
    ('"a"  # c\n  "b"', "ab"),
    (r'"a\tb\x41\u00e9\101\N{DIGIT ONE}\q"', "a\tbA\u00e9A1\\q"),
    (r'r"a\tb"', r"a\tb"),
    ('"""\\\na"""', "a"),
    ('f"a{b}c{{d}}"', "a${_}c{d}"),
    ('f"{a!r:>{w}}" "{b}"', "${_}{b}"),
    ("f'{d[\"x\"]}y'", "${_}y"),
    ('"a" + b + "c"', "a${_}c"),
    ('"a%sb%(c)s" % x', "a${_}b${_}"),
    ('"a{}b{c}".format(1)', "a${_}b${_}"),
    ('""', ""),
    ('"\U0001f389 \u00e9" "x"', "\U0001f389 \u00e9x"),
]


@pytest.mark.parametrize(("literal", "value"), TEXTS)
def test_texts_have_their_places(literal, value):
    source = f"x(\n  {literal})\n"
    module = Module()
    module.add(Segment(source, "python"), source)
    (call,) = [call for call in module.nodes(ast.Call) if isinstance(call.func, ast.Name)]
    text = text_of(module, call.args[0])
    assert text is not None
    assert "".join([piece for piece, _, _ in text[1]]) == value
    script, word = laid_out(text, "shell"), word_of(text)
    assert len(script.text) == text[1][-1][2] - text[1][0][1]
    for piece, start, end in text[1]:
        if piece == source[start:end]:
            assert script.text[start - script.offset : end - script.offset] == piece
            assert piece in word.value
    line = line_of(text)
    assert line.text == value.strip()
    if "\\" not in literal and "$" not in value:
        assert "".join([source[line.offset(index)] for index in range(len(line.text))]) == line.text


@pytest.mark.parametrize("literal", ["1", "x", "b'a'", "x + y", "f(x)", "None", '["a"]', "x % 'a'", "(1 + 2)"])
def test_other_expressions_are_no_texts(literal):
    module = Module()
    module.add(Segment(f"x({literal})", "python"), f"x({literal})")
    assert text_of(module, module.nodes(ast.Call)[0].args[0]) is None


HOSTILE = [
    'os.system("pip install ' + "a " * 50_000 + '")',
    "x = [" + '"a",' * 20_000 + "]\n" + "log_model(pip_requirements=x)\n" * 5_000,
    'a = ["x"]\n'
    + "".join([f"a{i} = a{i - 1 or ''} + a{i - 1 or ''}\n" for i in range(1, 50)])
    + "f(pip_packages=a49)",
    "a = b\nb = a\nf(pip_requirements=a)\nos.system(a)\na = [*a]\nsubprocess.run(a)",
    'os.system("pip install a" + ' + " + ".join(["b"] * 900) + ")",
    'os.system("pip install " ' + '"a" ' * 20_000 + ")",
    'os.system(f"pip install ' + "{a}" * 5_000 + '")',
    'os.system("pip install ' + "\\x41" * 20_000 + '")',
    'os.system("' + "{" * 50_000 + ' pip install".format(x))',
    "def f(p):\n" + '    subprocess.run(["pip", "install", p])\n' * 500 + 'f("a")\n' * 500,
    'for p in ["a", "b"]:\n' + '    subprocess.run(["pip", "install", p])\n' * 2_000,
    'subprocess.run(["pip", "install", *' + "[*" * 50 + "x" + "]" * 50 + "])",
    'setup(install_requires="\\ud800", extras_require={**x, "a": {"b": ["c"]}})',
    "Path(Path(Path(x))).write_text('a')\nopen().write('a')\nf.write()\nrun()\nsystem(*x)\npip_install(**x)",
    "get_ipython().run_line_magic('pip', '')\nget_ipython().magic('')\nget_ipython().run_cell_magic('bash', '', '')",
    'ray.init(runtime_env={"pip": {"pip": {}}, "conda": 1, **x})\nx = {"dependencies": [], "channels": x}',
    'x = {"pypi": {}}\n@pypi(packages={x: 1, **y})\ndef f(): pass\n@conda(packages=[])\ndef g(): pass',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_code_is_read_in_time(text):
    started = time.process_time()
    packages(text)
    assert time.process_time() - started < 5
