"""YAML and JSON: command lines that install, pre-commit hooks, and what services install."""

from __future__ import annotations

import json
import time

import pytest

from labcoat.core.document import read_document
from labcoat.core.packages.configuration.workflows import shell_segment
from labcoat.core.packages.reading import read_packages
from labcoat.core.packages.requirement import CODE, COMMAND, HOOK, VCS
from labcoat.core.segment import Segment
from tests.pinned_requirements.tables import case, check_flags, check_quiet

RULE = "unpinned-requirement"
WORKFLOW = ".github/workflows/ci.yml"


def job(*steps: str) -> str:
    """A workflow with these steps."""
    head = "on: push\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n"
    return head + "".join([f"      - {step}\n" for step in steps])


def hooks(repository: str, *items: str, language: str = "") -> str:
    """A configuration of pre-commit with one hook that has these additional dependencies."""
    more = f"        language: {language}\n" if language else ""
    listed = "".join([f"          - {item}\n" for item in items])
    return (
        f"repos:\n  - repo: {repository}\n    rev: v1.2.0\n    hooks:\n      - id: x\n{more}"
        f"        additional_dependencies:\n{listed}"
    )


MYPY = "https://github.com/pre-commit/mirrors-mypy"
COMMAND_FLAGS = [
    case("run", WORKFLOW, job("run: pip install »pytest«")),
    case("two of three", WORKFLOW, job("run: python -m pip install »pytest« ruff==0.5.0 '»mypy>=1«'")),
    case("quoted, escaped", WORKFLOW, job('run: "pip install \\"»torch>=2«\\" x==1"')),
    case("single quotes", WORKFLOW, job("run: 'pip install \"»torch>=2«\"'")),
    case("script", WORKFLOW, job("run: |\n          set -e\n          pip install »pytest« \\\n            »ruff«\n")),
    case("folded", WORKFLOW, job("run: >-\n          pip install\n          »pytest«\n          »ruff«\n")),
    case("folded, two commands", WORKFLOW, job("run: >\n          pip install »a«\n\n          pip install »b«\n")),
    case("plain over two lines", WORKFLOW, job("run: pip install\n          »pytest«")),
    case(
        "run by Python",
        WORKFLOW,
        job('shell: python\n        run: |\n          import os\n          os.system("pip install »x«")\n'),
    ),
    case(
        "run by Python, in one line",
        WORKFLOW,
        job("run: import os; os.system('pip install »x«')\n        shell: python3 {0}"),
    ),
    case(
        "run by Python, escapes",
        WORKFLOW,
        job('shell: python\n        run: "import os\\nos.system(\'pip install \\"»x«\\"\')"'),
    ),
    case(
        "run by Python, as all others",
        WORKFLOW,
        "defaults:\n  run:\n    shell: python\n"
        + job("run: import os; os.system('pip install »x«')", "run: pip install »y«\n        shell: bash"),
    ),
    case("run by PowerShell", WORKFLOW, job("run: pip install »x«\n        shell: pwsh")),
    case("after a matrix", WORKFLOW, job("run: pip install torch==${{ matrix.torch }} »numpy«")),
    case(
        "a composite action",
        "action.yml",
        "runs:\n  using: composite\n  steps:\n    - run: pip install »build«\n      shell: bash\n",
    ),
    case("GitLab", ".gitlab-ci.yml", "test:\n  before_script:\n    - pip install »tox«\n  script:\n    - tox\n"),
    case(
        "CircleCI",
        ".circleci/config.yml",
        "jobs:\n  a:\n    steps:\n      - run:\n          command: |\n            pip install »tox«\n",
    ),
    case(
        "CircleCI, parameter",
        ".circleci/config.yml",
        "jobs:\n  a:\n    steps:\n      - run: pip install x==<< parameters.v >> »y«\n",
    ),
    case("Azure pipelines", "azure-pipelines.yml", "steps:\n- script: pip install »tox«\n- bash: pip install »nox«\n"),
    case(
        "CodeBuild",
        "buildspec.yml",
        'phases:\n  install:\n    commands:\n      - pip install --upgrade . "»awscli>1.20«"\n',
    ),
    case("Travis", ".travis.yml", "install: pip install »tox«\n"),
    case("Taskfile", "Taskfile.yml", "tasks:\n  a:\n    cmds:\n      - pip install »tox«\n"),
    case("dvc", "dvc.yaml", "stages:\n  a:\n    cmd: pip install »dvc« && python a.py\n"),
    case("SkyPilot", "task.yaml", "setup: |\n  pip install »vllm«\nrun: python a.py\n"),
    case("Ray cluster", "cluster.yaml", 'setup_commands:\n  - pip install -U "»ray[default]«"\n'),
    case(
        "Kubernetes", "pod.yaml", 'spec:\n  containers:\n  - command: ["sh", "-c", "pip install »x« && python a.py"]\n'
    ),
    case(
        "Kubernetes, words", "pod.yaml", 'spec:\n  containers:\n  - command: ["pip", "install", "»torch>=2«", "x==1"]\n'
    ),
    case(
        "words in a block", "pod.yaml", "spec:\n  containers:\n  - args:\n    - pip\n    - install\n    - »torch>=2«\n"
    ),
    case(
        "Kubeflow",
        "p.yaml",
        "a:\n  command:\n  - sh\n  - -c\n  - \"\\nif ! x; then\\n  python3 -m pip install '»kfp«'\\nfi\\n\"\n",
    ),
    case("a ConfigMap's script", "map.yaml", "data:\n  run.sh: |\n    pip install »x«\n"),
    case(
        "a ConfigMap's requirements",
        "map.yaml",
        "data:\n  requirements.txt: |\n    »x«\n    y==1\n",
    ),
    case("Cog", "cog.yaml", "build:\n  run:\n    - pip install »x«\n    - command: pip install »y«\n"),
    case("conda", WORKFLOW, job("run: conda install -y »numpy« scipy=1.11.4")),
    case("uv", WORKFLOW, job("run: uv pip install --system »ruff«")),
    case("a template", "ci.yml.j2", "{% if x %}\nsteps:\n  - run: pip install »tox«\n{% endif %}\n"),
    case(
        "dev container",
        ".devcontainer/devcontainer.json",
        '{\n  // why\n  "postCreateCommand": "pip install »torch«",\n}\n',
    ),
    case("dev container, words", "devcontainer.json", '{"postCreateCommand": ["pip", "install", "»torch«"]}'),
    case("JSON, quoted", "devcontainer.json", '{"postCreateCommand": "pip install \\"»torch>=2«\\""}'),
    case("an escaped quote", WORKFLOW, job("run: 'pip install ''»torch>=2«'''")),
    case(
        "Kubeflow, as PyYAML writes it",
        "p.yaml",
        'a:\n  command:\n  - sh\n  - -c\n  - "\\nif ! x; then\\n    y\\nfi\\n\\nX=1 python3 -m pip install\\\n'
        "    \\ --quiet 'kfp==2.14.2' '--no-deps' '»typing-extensions>=3.7.4,<5;\\\n"
        '    \\ python_version<\\"3.9\\"«\'\\\n'
        '    \\ && python3 -m pip install \'»flask«\' && \\"$0\\"\\n"\n',
    ),
    case("folded in quotes", WORKFLOW, job('run: "pip install »a«\n          »b« \\\n          »c«\n\n          d"')),
    case("a script in a string", WORKFLOW, job('run: "sh -c \\"pip install \'»a>=1«\' x==1\\""')),
    case(
        "a file that a script writes",
        WORKFLOW,
        job('run: "cat <<E > requirements.txt\\n»a«\\nb==1\\nE\\npip install -r requirements.txt\\n"'),
    ),
    case("numbers for characters", "job.json", '{"command": "pip install \'»torch\\u003e=2«\' »\\u0061b«"}'),
    case("numbers, in words", "job.json", '{"command": ["pip", "install", "»torch\\u003e=2,\\u003c3«", "»b«"]}'),
    case("a ConfigMap's requirements in quotes", "map.yaml", 'data:\n  requirements.txt: "»x«\\ny==1\\n»z>1«"\n'),
    case("JSON, lines", "job.json", '{"command": "set -e\\npip install »a« \\\\\\n  »b«\\npython x.py"}'),
]
COMMAND_QUIET = [
    case("Python that only names it", WORKFLOW, job("run: |\n          x = 'pip install y'\n        shell: python")),
    case("no Python", WORKFLOW, job("run: pip install x\n        shell: python")),
    case("pinned", WORKFLOW, job("run: pip install pytest==8.2.0")),
    case("bootstrap", WORKFLOW, job("run: python -m pip install --upgrade pip")),
    case("a file", WORKFLOW, job("run: pip install -r requirements.txt", "run: pip install -e .[test]")),
    case(
        "a matrix decides",
        WORKFLOW,
        job("run: pip install torch==${{ matrix.torch }}", "run: pip install ${{ matrix.x }}"),
    ),
    case("pinned, with escapes", WORKFLOW, job('run: "pip install \\"a==1\\" \\\n          \\ \\"b==2\\""')),
    case("a name of a step", WORKFLOW, job("name: pip install notebook\n        run: make")),
    case("a description", "action.yml", "description: pip install notebook\ninputs: {}\n"),
    case("uses", WORKFLOW, job("uses: actions/checkout@v4", "uses: pypa/gh-action-pypi-publish@release/v1")),
    case(
        "a label",
        ".github/ISSUE_TEMPLATE/bug.yml",
        "body:\n- attributes:\n    label: pip install x\n    value: pip list\n",
    ),
    case("a comment", WORKFLOW, job("run: |\n          # pip install pytest\n          make\n")),
    case("a list of names", "a.yaml", "tools:\n  - pip\n  - conda\n  - numpy\n"),
    case("data", "data.json", '[{"text": "pip install numpy", "content": "pip install x"}]'),
    case(
        "chats", "chat.json", '{"messages": [{"role": "user", "content": "pip install x"}], "answer": "pip install y"}'
    ),
    case("a task of an evaluation", "task.yaml", "task: x\ndoc_to_text: how do I pip install x?\n"),
    case("package.json", "package.json", '{"scripts": {"test": "npm install x"}, "dependencies": {"pip": "^1"}}'),
    case(
        "package-lock.json",
        "package-lock.json",
        '{"scripts": {"install": "pip install x"}, "runtime_env": {"pip": ["x"]}}',
    ),
    case("not valid, but a template", "a.yaml", "{% for x in y %}\n- pip: [{{ x }}\n{% endfor %}\n"),
]
HOOK_FLAGS = [
    case("bare", ".pre-commit-config.yaml", hooks(MYPY, "»types-requests«", "pydantic==2.7.0")),
    case("range", ".pre-commit-config.yaml", hooks(MYPY, "»boxsdk<4«", "'»x[a]>=1«'")),
    case(
        "in one line",
        "p.yaml",
        f"repos:\n- repo: {MYPY}\n  hooks:\n  - {{id: x, additional_dependencies: [»a«, b==1]}}\n",
    ),
    case("local", ".pre-commit-config.yaml", hooks("local", "»ruff«", language="python")),
    case("conda", ".pre-commit-config.yaml", hooks("local", "»r-base=4.1«", "x=1.2.3", language="conda")),
]
HOOK_QUIET = [
    case("exact", ".pre-commit-config.yaml", hooks(MYPY, "types-requests==2.31.0.1")),
    case("npm", ".pre-commit-config.yaml", hooks("https://github.com/x/y", "eslint@8.1.0", "typescript")),
    case("npm, scoped", ".pre-commit-config.yaml", hooks("https://github.com/x/y", '"@x/y"', "typescript")),
    case(
        "npm, by the repository",
        ".pre-commit-config.yaml",
        hooks("https://github.com/pre-commit/mirrors-prettier", "prettier"),
    ),
    case("node", ".pre-commit-config.yaml", hooks("local", "markdownlint-cli", language="node")),
    case("Go", ".pre-commit-config.yaml", hooks("local", "github.com/x/y@latest", language="golang")),
    case("local path", ".pre-commit-config.yaml", hooks("local", "./tools", ".[dev]", language="python")),
    case("a commit", ".pre-commit-config.yaml", hooks(MYPY, "git+https://github.com/x/y@" + "0123456789" * 4)),
]
SERVICE_FLAGS = [
    case(
        "Cog",
        "cog.yaml",
        'build:\n  gpu: true\n  python_packages:\n    - "»torch«"\n    - "x==1.0"\npredict: "p.py:P"\n',
    ),
    case(
        "MLflow",
        "python_env.yaml",
        "python: 3.10.1\nbuild_dependencies:\n- setuptools==65.5.0\ndependencies:\n- »mlflow>=2«\n- -r r.txt\n",
    ),
    case("Ray Serve", "serve.yaml", "applications:\n- name: a\n  runtime_env:\n    pip:\n    - »torch«\n    - x==1\n"),
    case("Ray, packages", "job.yaml", "runtime_env:\n  pip:\n    packages: [»torch«, x==1]\n    pip_check: false\n"),
    case("Ray, uv", "job.json", '{"runtime_env": {"uv": ["»torch«"]}}'),
    case(
        "Databricks bundle",
        "b.yml",
        "resources:\n  jobs:\n    a:\n      tasks:\n      - libraries:\n        - pypi:\n            package: »x«\n",
    ),
    case(
        "Databricks jobs", "job.json", '{"libraries": [{"pypi": {"package": "»x>=1«"}}, {"pypi": {"package": "y==1"}}]}'
    ),
    case(
        "Databricks environments",
        "b.yml",
        "# pip\nenvironments:\n- spec:\n    client: '1'\n    dependencies:\n    - »x«\n    - ./a.whl\n",
    ),
    case("BentoML", "bentofile.yaml", "service: s:svc\npython:\n  packages:\n  - »torch«\n  - x==1\n"),
    case("Truss", "config.yaml", "model_name: x\npython_version: py310\nrequirements:\n- »torch«\n- x==1\n"),
    case("escapes in JSON", "job.json", '{"runtime_env": {"pip": ["»torch\\u003e=2«", "x==1"]}}'),
    case("LangGraph", "langgraph.json", '{"dependencies": [".", "»langchain_openai«"], "graphs": {"a": "./a.py:g"}}'),
]
SERVICE_QUIET = [
    case("Cog", "cog.yaml", 'build:\n  python_packages:\n    - "torch==2.1.0"\n  system_packages: [ffmpeg]\n'),
    case(
        "variables",
        "b.yml",
        "libraries:\n- pypi:\n    package: ${var.package}\n- pypi:\n    package: x==${var.version}\n",
    ),
    case(
        "Databricks, others",
        "b.yml",
        "libraries:\n- maven:\n    coordinates: a:b:1\n- whl: ./x.whl\n- pypi: {package: x==1}\n",
    ),
    case("requirements of people", "job.yaml", "title: engineer\nrequirements:\n- python\n- kindness\n"),
    case("Ansible", "requirements.yml", "collections:\n- name: x\nroles:\n- y\n"),
    case("packages of a system", "a.yaml", "packages:\n- curl\n- git\n"),
    case(
        "LangGraph in JavaScript",
        "langgraph.json",
        '{"dependencies": ["."], "graphs": {"a": "./a.ts:g"}, "node_version": "20"}',
    ),
]


@pytest.mark.parametrize(("path", "text", "options"), [*COMMAND_FLAGS, *HOOK_FLAGS, *SERVICE_FLAGS])
def test_flags(path, text, options):
    check_flags(RULE, path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), [*COMMAND_QUIET, *HOOK_QUIET, *SERVICE_QUIET])
def test_stays_quiet(path, text, options):
    check_quiet(RULE, path, text, options)


def packages(path: str, text: str):
    return read_packages(read_document(path, text.encode()))[0]


@pytest.mark.parametrize("branch", ["main", "master", "HEAD", "develop", "stable"])
def test_a_revision_that_is_a_branch(branch):
    found = packages(".pre-commit-config.yaml", f"repos:\n- repo: https://github.com/psf/black.git\n  rev: {branch}\n")
    assert [(made.name, made.form, made.level, made.place, made.specifier) for made in found.requirements] == [
        ("black", VCS, "none", HOOK, branch)
    ]


@pytest.mark.parametrize(
    "revision", ["v4.5.0", "1.0", "0123456789" * 4, "abcdef0", "", "24.4.2", "'{{ rev }}'", "$REV"]
)
def test_a_revision_that_is_a_tag_or_a_commit(revision):
    assert packages("p.yaml", f"repos:\n- repo: https://github.com/psf/black\n  rev: {revision}\n").requirements == []


@pytest.mark.parametrize(
    ("path", "text", "places"),
    [
        (WORKFLOW, job("run: pip install x"), [COMMAND]),
        (".pre-commit-config.yaml", hooks(MYPY, "x"), [HOOK]),
        ("cog.yaml", "build:\n  python_packages: [x]\n  run: [pip install y]\n", [COMMAND, CODE]),
    ],
)
def test_places(path, text, places):
    assert [made.place for made in packages(path, text).requirements] == places


def test_files_and_options_of_services():
    text = (
        "service: a:b\npython:\n  requirements_txt: ./r.txt\n  index_url: https://a.org/simple\n"
        "  extra_index_url: [https://b.org/simple]\n  trusted_host: c.org\n  packages: [x==1]\n"
    )
    found = packages("bentofile.yaml", text)
    assert [reference.path for reference in found.references] == ["./r.txt"]
    assert [(option.name, option.value) for option in found.options] == [
        ("index-url", "https://a.org/simple"),
        ("extra-index-url", "https://b.org/simple"),
        ("trusted-host", "c.org"),
    ]
    cog = packages("cog.yaml", "build:\n  python_requirements: requirements.txt\n")
    assert [reference.path for reference in cog.references] == ["requirements.txt"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (WORKFLOW, "env:\n  PIP_INDEX_URL: http://x.org/simple\n  PIP_BOGUS: 1\n  PIP_PRE: 0\njobs: {}\n"),
        (
            "compose.yaml",
            "services:\n  a:\n    environment:\n    - PIP_INDEX_URL=http://x.org/simple\n    - PIP_PRE=\n",
        ),
        ("pod.yaml", "env:\n- name: PIP_INDEX_URL\n  value: 'http://x.org/simple'\n- name: PIP_X\n  value: y\n"),
        ("devcontainer.json", '{"containerEnv": {"PIP_INDEX_URL": "http://x.org/simple", "UV_X": 1}}'),
    ],
)
def test_variables_are_options(path, text):
    (option,) = packages(path, text).options
    assert (option.name, option.value, option.place) == ("index-url", "http://x.org/simple", COMMAND)
    assert text[option.value_start : option.value_end] == option.value


def test_variables_that_switch_and_that_name_files():
    found = packages(WORKFLOW, "env:\n  PIP_PRE: true\n  PIP_CONSTRAINT: constraints.txt\njobs: {}\n")
    assert [(option.name, option.value) for option in found.options] == [("pre", "True")]
    assert [(reference.path, reference.is_constraint) for reference in found.references] == [("constraints.txt", True)]


@pytest.mark.parametrize(
    ("text", "shell"),
    [
        ("a: x\n  y", "x   y"),
        ("a: >\n  x\n  y\n\n  z\n", "  x   y\n\n  z\n"),
        ("a: >\n  x\n    y\n  z\n", "  x\n    y\n  z\n"),
        ("a: |\n  x\n  y\n", "  x\n  y\n"),
        ("a: p ${{ b.c }} d", "p ${_______} d"),
        ("a: p {{ b }} d", "p ${____} d"),
        ("a: p << b.c >> d", "p ${______} d"),
    ],
)
def test_a_value_as_the_shell_gets_it(text, shell):
    segment = Segment(text, "yaml")
    setting = segment.settings()[0][0]
    made = shell_segment(segment, setting)
    assert (made.text, len(made.text)) == (shell, setting.end - setting.start)


@pytest.mark.parametrize(
    "text",
    [
        "a: [" * 200 + "pip install x",
        "dependencies: &a [*a, *a]\npip: x\n",
        "- &a pip install x\n- *a\n",
        "dependencies:\n- ? [pip]\n  : x\n",
        "dependencies: !!python/object:x [pip]\n",
        "runtime_env: {pip: 1}\nrepos: [{rev: null, hooks: 3}]\n",
        'a: "pip install \\ud800"\n',
        'a: "pip install \\UFFFFFFFF \\xzz \\q \\\n\n\n  x"\n',
        'a: "pip install x \\  \n y \\ud83d\\ude00"\n',
        "pip: '\n",
    ],
)
def test_odd_yaml_does_no_harm(text):
    packages("environment.yml", text)
    packages("environment.json", text)


def test_time_is_linear():
    text = "".join([f"a{number}:\n  dependencies: [x]\n  run: pip install y\n" for number in range(20_000)])
    start = time.process_time()
    assert len(packages("a.yaml", text).requirements) == 20_000
    assert time.process_time() - start < 20


def test_a_large_text_without_packages_is_not_parsed(monkeypatch):
    monkeypatch.setattr("labcoat.core.segment.Segment.settings", None)
    assert packages("a.json", json.dumps({"pipeline": ["pipes"] * 1000, "dependencies": {}})).requirements == []
    assert packages("a.yaml", "pipeline:\n  - clip: x\n    preview: y\n").requirements == []


@pytest.mark.parametrize("part", ["\\ud83d\\ude00", "\\n", " \n", "  ", "\\\\", '\\"x\\" ', "\\\n  \\ a"])
def test_time_is_linear_in_escapes(part):
    start = time.process_time()
    packages("a.yaml", f'run: "pip install a {part * 30_000} && pip install b"\n')
    packages("a.json", f'{{"run": "pip install a {part * 30_000} && pip install b"}}\n')
    assert time.process_time() - start < 20


def test_the_parts_of_a_command_with_escapes():
    text = r'{"cmd": "pip install -r \"a.txt\" --index-url \"http:\/\/a.org\" b\u003e=1 \"c\u003e=2\""}'
    found = packages("job.json", text)
    items = [*found.requirements, *found.options, *found.references, *found.redirects]
    written = [text[item.segment.offset + item.start : item.segment.offset + item.end] for item in items]
    assert written == ["b", r"c\u003e=2", r"--index-url \"http:\/\/a.org\"", r"-r \"a.txt\"", r"\u003e=1"]
    assert [option.value for option in found.options] == ["http://a.org"]
    made = found.requirements[1]
    at = made.segment.offset
    assert text[at + made.spec_start : at + made.spec_end] == r"\u003e=2"
    assert made.specifier.strip() == ">=2"
