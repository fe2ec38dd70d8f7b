"""Conda environment files: which file is one, which match spec names one release, and what pip gets in them."""

from __future__ import annotations

import pytest

from labcoat.core.document import read_document
from labcoat.core.packages.configuration.conda_spec import conda_requirement
from labcoat.core.packages.reading import read_packages
from labcoat.core.packages.requirement import CONDA, CONDA_FORM, PIP
from labcoat.core.segment import Segment
from tests.pinned_requirements.tables import case, check_flags, check_quiet, reported

RULE = "unpinned-requirement"


def environment(*items: str, before: str = "name: ml\nchannels:\n  - conda-forge\n") -> str:
    """An environment file with these lines as items of its dependencies."""
    return before + "dependencies:\n" + "".join([f"  - {item}\n" for item in items])


PIP_SECTION = "pip:\n"
FLAGS = [
    case("bare", "environment.yml", environment("»numpy«")),
    case("x.y is a prefix", "environment.yml", environment("python=3.11", "»numpy=1.26«")),
    case("range", "environment.yml", environment("»numpy>=1.20,<2«", "»scipy >=1.7«", "»pandas >= 1.5, < 2«")),
    case("quoted", "environment.yml", environment('"»numpy>=1.20«"', "'»scipy«'")),
    case("wildcard", "environment.yml", environment("»numpy=1.26.*«", "»scipy 1.11.*«", "»tk==8.6.*«")),
    case("one of two", "environment.yml", environment("»numpy=1.25.1|1.26.0«")),
    case("channel", "environment.yml", environment("»conda-forge::numpy«", "»pytorch::pytorch=2.1«")),
    case("channel with subdir", "environment.yml", environment("»conda-forge/linux-64::numpy«")),
    case("brackets", "environment.yml", environment("\"»numpy[version='>=1.20']«\"", "»numpy[channel=defaults]«")),
    case("only the build", "environment.yml", environment("»pytorch=*=*cuda*«")),
    case("python without a version", "environment.yml", environment("»python«", "»python>=3.8«", "»python=3«")),
    case("python over two versions", "environment.yml", environment("»python>=3.8,<3.10«")),
    case("python, compatible with 3.8", "environment.yml", environment("»python~=3.8«")),
    case(
        "pip section",
        "environment.yml",
        environment("pip", "pip:\n    - »transformers«\n    - »torch>=2«\n    - x==1.0"),
    ),
    case(
        "pip section at the dash", "environment.yml", environment("pip", "pip:\n      - »transformers[torch]«  # why")
    ),
    case(
        "pip section, quoted marker", "environment.yml", environment("pip:\n    - \"»x>=1; python_version > '3.9'«\"")
    ),
    case(
        "flow lists",
        "environment.yml",
        "name: x\nchannels: [defaults]\ndependencies: [python=3.9, »numpy«, pip: [»a«, b==1]]",
    ),
    case("nothing but dependencies", "binder/environment.yml", environment("»numpy«", before="")),
    case("a name that says nothing", "deploy.yaml", environment("»numpy«")),
    case("no channels, Python", "deploy.yaml", environment("python=3.8", "»numpy«", before="name: x\n")),
    case("no channels, pip", "deploy.yaml", environment("»numpy«", "pip:\n    - »x«", before="")),
    case("CRLF", "environment.yml", environment("python=3.9", "»numpy«").replace("\n", "\r\n")),
    case("BOM", "environment.yml", "\ufeff" + environment("»numpy«")),
    case(
        "MLflow",
        "model/conda.yaml",
        environment("python=3.10.12", "pip<=23", "pip:\n    - mlflow==2.9.2\n    - »cloudpickle«"),
    ),
    case(
        "Azure ML: in a component",
        "component.yml",
        "type: command\nenvironment:\n  conda_file:\n    channels: [conda-forge]\n    dependencies:\n"
        "      - python=3.8\n      - »numpy«\n      - pip:\n        - »pandas~=1.4«\n",
    ),
    case(
        "Azure ML: in a text",
        "spec.yaml",
        "conf:\n  spark.synapse.library.python.env: |\n    channels:\n      - conda-forge\n    dependencies:\n"
        "      - python=3.8\n      - pip:\n        - »scipy~=1.10.0«\n        - fsspec==2023.4.0\n    name: spark\n",
    ),
    case(
        "Ray",
        "serve.yaml",
        "applications:\n- runtime_env:\n    conda:\n      dependencies: [»pytorch«, pip: [»ray«]]\n",
    ),
    case(
        "JSON",
        "environment.json",
        '{"name": "x", "channels": ["defaults"], "dependencies": ["»numpy«", {"pip": ["»a«"]}]}',
    ),
    case("JSON of Azure ML", "run.json", '{"condaDependencies": {"dependencies": ["python=3.8", "»numpy«"]}}'),
    case(
        "cell",
        "a.ipynb",
        '{"cells": [{"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [], "source": '
        '["%%writefile environment.yml\\n", "channels: [x]\\n", "dependencies:\\n", "- »numpy\\n"]}], '
        '"metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
        notebooks=True,
    ),
]
QUIET = [
    case("releases", "environment.yml", environment("numpy=1.26.4", "scipy==1.11", "pandas=2.1.0=py311h320fe9a_0")),
    case("a version and a build", "environment.yml", environment("numpy 1.26 py_0", "scipy 1.11", "tk=8.6=h1")),
    case("brackets", "environment.yml", environment("\"numpy[version='1.26.4', build=py_0]\"", "x[version==1.2.3]")),
    case("a hash", "environment.yml", environment('"x[sha256=' + "0123456789abcdef" * 4 + ']"')),
    case("one clause is enough", "environment.yml", environment('"numpy==1.26.4,!=1.27"')),
    case("channel", "environment.yml", environment("conda-forge::numpy=1.26.4", "pytorch::pytorch==2.1")),
    case("channel's address", "environment.yml", environment("https://conda.anaconda.org/conda-forge::numpy=1.26.4")),
    case("a package's address", "environment.yml", environment("https://x.org/linux-64/numpy-1.26-py_0.conda")),
    case("Python of one x.y", "environment.yml", environment("python=3.11", "python 3.11.*", "python>=3.8,<3.9")),
    case("Python, patch releases", "environment.yml", environment("python~=3.8.0", "python=3.8.18", "python =3.9")),
    case("pip comes with Python", "environment.yml", environment("pip", "pip>=20", "conda-forge::pip")),
    case(
        "variants", "environment.yml", environment("_openmp_mutex=4.5", "nomkl", "blas=*=mkl", "__cuda", "nodefaults")
    ),
    case("mutex", "environment.yml", environment("pytorch-mutex=1.0=cuda")),
    case("pip section", "environment.yml", environment("pip:\n    - a==1.0\n    - -e .\n    - -r requirements.txt")),
    case(
        "pip section, options",
        "environment.yml",
        environment("pip:\n    - --index-url https://pypi.org/simple\n    - a==1"),
    ),
    case("a variable", "environment.yml", environment("python=${PYTHON}", '"numpy={{ version }}"', "x=$X")),
    case("a template", "environment.yml", "{% if gpu %}\n" + environment("numpy") + "{% endif %}\n"),
    case("empty", "environment.yml", "name: x\ndependencies:\n"),
    case(
        "conda-lock",
        "conda-lock.yml",
        "metadata:\n  content_hash: {}\npackage:\n- name: x\n  dependencies: {y: '>=1'}\n",
    ),
    case(
        "a recipe", "meta.yaml", "package:\n  name: x\nrequirements:\n  host: [python, pip]\n  run: [python, numpy]\n"
    ),
    case(
        "a chart",
        "Chart.yaml",
        "name: x\ndependencies:\n  - name: redis\n    version: 1.x\n    repository: https://x.org\n",
    ),
    case(
        "an Ansible role",
        "roles/x/meta/main.yml",
        "galaxy_info: {}\ndependencies:\n  - common\n",
    ),
    case("jobs of GitLab", ".gitlab-ci.yml", "test:\n  script: [make]\n  dependencies: [build, python]\n"),
    case("pubspec", "pubspec.yaml", "name: x\nenvironment:\n  sdk: '>=2'\ndependencies:\n  http: any\n"),
    case(
        "RAPIDS",
        "dependencies.yaml",
        "files: {}\nchannels: [rapidsai]\ndependencies:\n  build:\n    common: [{packages: [numpy]}]\n",
    ),
    case("names like conda files", "env_config.yaml", "env:\n  name: CartPole\ndependencies_path: x\n"),
    case("environment of a game", "environments.yaml", "name: x\nmax_steps: 10\ndependencies: [walls, doors]\n"),
    case("pnpm", "pnpm-lock.yaml", "lockfileVersion: '6.0'\ndependencies:\n  pip:\n    specifier: ^1\n"),
    case("package.json", "package.json", '{"name": "conda", "dependencies": {"react": "^18"}}'),
    case("Pipfile.lock", "Pipfile.lock", '{"default": {"numpy": {"version": "==1.26"}}, "pypi": []}'),
    case("an open list", "environment.yml", "dependencies: [numpy, {{ x }}\n"),
]


@pytest.mark.parametrize(("path", "text", "options"), FLAGS)
def test_flags(path, text, options):
    check_flags(RULE, path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), QUIET)
def test_stays_quiet(path, text, options):
    check_quiet(RULE, path, text, options)


SPECS = [
    ("numpy", "none", "numpy", ""),
    ("numpy=1.2", "compatible", "numpy", "=1.2"),
    ("numpy=1.2.3", "exact", "numpy", "=1.2.3"),
    ("numpy = 1.2", "compatible", "numpy", "= 1.2"),
    ("numpy==1.2", "exact", "numpy", "==1.2"),
    ("numpy 1.2", "exact", "numpy", "1.2"),
    ("numpy 1.2.* py_0", "compatible", "numpy", "1.2.* py_0"),
    ("numpy=1.2=*cuda*", "exact", "numpy", "=1.2=*cuda*"),
    ("numpy=*", "none", "numpy", "=*"),
    ("numpy~=1.2", "compatible", "numpy", "~=1.2"),
    ("numpy!=1.2", "range", "numpy", "!=1.2"),
    ("numpy >=1.2,<2", "range", "numpy", ">=1.2,<2"),
    ("numpy>=1.2,==1.4", "exact", "numpy", ">=1.2,==1.4"),
    ("numpy[version='>=1']", "range", "numpy", ">=1"),
    ('numpy[version="1.2.*", channel=x]', "compatible", "numpy", "1.2.*"),
    ("numpy=1.2[build=py_0]", "compatible", "numpy", "=1.2"),
    ("numpy  # why", "none", "numpy", ""),
    ("conda-forge::PyYAML=6.0.1", "exact", "PyYAML", "=6.0.1"),
    ("https://x.org/noarch::numpy=1.2", "compatible", "numpy", "=1.2"),
    ("https://x.org/noarch/a-1-0.tar.bz2", "exact", "", ""),
    ("https://x.org/noarch/a-1-0.conda#" + "0123456789abcdef" * 2, "hash", "", ""),
    ("./a-1-0.tar.bz2", "local", "", ""),
    ("file:///a/b.conda", "local", "", ""),
    ("python=$V", "env", "python", ""),
    ("numpy@1.2", "invalid", "", ""),
    ("=", "invalid", "", ""),
    ("", "invalid", "", ""),
]


@pytest.mark.parametrize(("text", "level", "name", "specifier"), SPECS)
def test_a_match_spec(text, level, name, specifier):
    made = conda_requirement(Segment(f"- {text}\n", "yaml"), 2, text)
    assert (made.level, made.name, made.specifier, made.text) == (level, name, specifier, text)


def test_a_version_goes_right_after_the_name():
    made = conda_requirement(Segment("x::numpy[channel=y]", "yaml"), 0, "x::numpy[channel=y]")
    assert made.spec_start == made.spec_end == len("x::numpy")


@pytest.mark.parametrize("text", ["a" + " " * 200_000, "a::" * 100_000, "a[" * 100_000, "=" * 300_000, "a>" * 100_000])
def test_long_nonsense_is_refused_at_once(text):
    assert conda_requirement(Segment(text, "yaml"), 0, text).level == "invalid"


def packages(path: str, text: str):
    return read_packages(read_document(path, text.encode()))[0]


def test_forms_and_options_of_an_environment():
    pip_section = "pip:\n    - a==1\n    - -r more.txt\n    - --extra-index-url https://x.org/simple"
    found = packages("environment.yml", environment("numpy", pip_section))
    assert [(made.name, made.form, made.place) for made in found.requirements] == [
        ("numpy", CONDA_FORM, CONDA),
        ("a", PIP, CONDA),
    ]
    assert [reference.path for reference in found.references] == ["more.txt"]
    assert [(option.name, option.value) for option in found.options] == [("extra-index-url", "https://x.org/simple")]


def test_what_pip_refuses_is_invalid_but_a_template_is_not():
    found = packages(
        "environment.yml", environment("pip:\n    - numpy=1.2\n    - $NAME=1\n    - {{x}}".replace("{{x}}", '"{{x}}"'))
    )
    assert [made.level for made in found.requirements] == ["invalid", "env", "env"]


@pytest.mark.parametrize("lock", ["conda-lock.yml", "gpu.conda-lock.yml", "conda-linux-64.lock", "pixi.lock"])
def test_a_lock_beside_pins_an_environment(tmp_path, monkeypatch, lock):
    monkeypatch.chdir(tmp_path)
    text = environment("numpy", "pip:\n    - torch")
    assert len(reported("environment.yml", text)) == 2
    (tmp_path / "locked").mkdir()
    (tmp_path / "locked" / lock).write_text("")
    assert reported("locked/environment.yml", text) == []
    assert {made.is_pinned_by for made in packages("locked/environment.yml", text).requirements} == {lock}


def test_a_value_with_escapes():
    text = environment('"numpy\\u003e=1"', "'a[version=''1'']'", "pip:\n    - 'b>=2; os_name>''a'''")
    found = packages("environment.yml", text).requirements
    assert [(made.name, made.level) for made in found] == [("numpy", "range"), ("a", "exact"), ("b", "range")]
    places = [(made.segment.offset + made.start, made.segment.offset + made.end) for made in found]
    written = [text[start:end] for start, end in places]
    assert written == ["numpy\\u003e=1", "a[version=''1'']", "b>=2; os_name>''a''"]


def test_a_value_that_is_folded_has_no_place():
    assert packages("environment.yml", environment("numpy\n    >=1", ">\n    a\n    >=1")).requirements == []
