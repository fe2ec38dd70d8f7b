"""pyproject.toml, uv.toml, Pipfile, setup.cfg and tox.ini: what they name, how surely, and where."""

from __future__ import annotations

import time

import pytest

from labcoat.core.document import read_document
from labcoat.core.packages.manifests.dependency_tables import level_of_version
from labcoat.core.packages.reading import read_packages
from tests.pinned_requirements.tables import case, check_flags, check_quiet

COMMIT = "052e652d6d53c2b26ffde87e039b723949a53493"


def packages(path, text):
    return read_packages(read_document(path, text.encode("utf-8", "surrogatepass")))[0]


def written(path, text):
    """Name, level and specifier of each requirement; the text is where the requirement says it is."""
    found = packages(path, text)
    for requirement in found.requirements:
        assert requirement.start <= requirement.spec_start <= requirement.spec_end <= requirement.end
        assert requirement.place == "manifest"
    return [(one.name, one.level, one.specifier) for one in found.requirements]


def options(path, text):
    return [(option.name, option.value) for option in packages(path, text).options]


REQUIREMENTS = [
    (
        "PEP 621",
        "pyproject.toml",
        """
        [build-system]
        requires = ["hatchling>=1.27", "setuptools"]
        [project]
        name = "x"
        requires-python = ">=3.9"
        dependencies = [
            "torch==2.5.1",  # why
            'numpy >= 1.26 , < 3 ; python_version > "3.9"',
            "tqdm",
        ]
        [project.optional-dependencies]
        dev = ["pytest[x]~=8.0"]
        all = [ "x[dev]" ]
        """,
        [
            ("hatchling", "range", ">=1.27"),
            ("setuptools", "none", ""),
            ("torch", "exact", "==2.5.1"),
            ("numpy", "range", ">= 1.26 , < 3"),
            ("tqdm", "none", ""),
            ("pytest", "compatible", "~=8.0"),
            ("x", "none", ""),
        ],
    ),
    (
        "PEP 735",
        "pyproject.toml",
        """
        [dependency-groups]
        test = ["pytest>=8", {include-group = "docs"}]
        docs = ["mkdocs==1.6.1"]
        """,
        [("pytest", "range", ">=8"), ("mkdocs", "exact", "==1.6.1")],
    ),
    (
        "Poetry",
        "pyproject.toml",
        """
        [tool.poetry.dependencies]
        python = "^3.10"
        torch = "2.5.1"
        numpy = "^1.26"
        pandas = ">=2,<3"
        tqdm = "*"
        rich = {version = "~13.8", extras = ["jupyter"], optional = true}
        scipy = [
            {version = "1.10.1", python = "<3.9"},
            {version = "^1.13", python = ">=3.9"},
        ]
        mine = {path = "../mine", develop = true}
        wheel-of-ours = {url = "https://acme.dev/ours-1.2-py3-none-any.whl"}
        [tool.poetry.dev-dependencies]
        black = "==24.1.0"
        [tool.poetry.group.dev.dependencies]
        mypy = ">=1.15"
        [tool.poetry.group.docs.dependencies.mkdocs]
        version = "1.6.*"
        """,
        [
            ("torch", "exact", "2.5.1"),
            ("numpy", "compatible", "^1.26"),
            ("pandas", "range", ">=2,<3"),
            ("tqdm", "none", "*"),
            ("rich", "compatible", "~13.8"),
            ("scipy", "exact", "1.10.1"),
            ("scipy", "compatible", "^1.13"),
            ("mine", "local", ""),
            ("wheel-of-ours", "exact", ""),
            ("black", "exact", "==24.1.0"),
            ("mypy", "range", ">=1.15"),
            ("mkdocs", "compatible", "1.6.*"),
        ],
    ),
    (
        "Poetry, the same package in two groups",
        "pyproject.toml",
        """
        [tool.poetry.group.a.dependencies]
        torch = "2.5.1"
        [tool.poetry.group.b.dependencies]
        torch = "^2"
        """,
        [("torch", "exact", "2.5.1"), ("torch", "compatible", "^2")],
    ),
    (
        "Poetry, without a version",
        "pyproject.toml",
        '[tool.poetry.dependencies]\nacme = {source = "acme"}\n',
        [("acme", "none", "")],
    ),
    (
        "repositories of Poetry",
        "pyproject.toml",
        f"""
        [tool.poetry.dependencies]
        a = {{git = "https://github.com/acme/a.git", rev = "{COMMIT}"}}
        b = {{git = "https://github.com/acme/b.git", tag = "v1.0"}}
        c = {{branch = "main", git = "https://github.com/acme/c.git"}}
        d = {{git = "https://github.com/acme/d.git"}}
        e = {{git = "git@github.com:acme/e.git", rev = "052e652"}}
        """,
        [
            ("a", "commit", COMMIT),
            ("b", "compatible", "v1.0"),
            ("c", "none", "main"),
            ("d", "none", ""),
            ("e", "compatible", "052e652"),
        ],
    ),
    (
        "uv",
        "pyproject.toml",
        f"""
        [project]
        dependencies = ["trl", "shared", "torch"]
        [tool.uv]
        dev-dependencies = ["ruff"]
        constraint-dependencies = ["numpy<2"]
        override-dependencies = ["protobuf==5.29.1"]
        [tool.uv.sources]
        trl = {{ git = "https://github.com/huggingface/trl", rev = "{COMMIT}" }}
        shared = {{ workspace = true }}
        here = {{ path = "../here", editable = true }}
        torch = [
          {{ index = "pytorch-cu128", marker = "sys_platform == 'linux'" }},
        ]
        two = [
          {{ git = "https://github.com/acme/two", tag = "v2", marker = "sys_platform == 'linux'" }},
          {{ url = "https://acme.dev/two-2.0.tar.gz", marker = "sys_platform == 'darwin'" }},
        ]
        """,
        [
            ("trl", "none", ""),
            ("shared", "none", ""),
            ("torch", "none", ""),
            ("ruff", "none", ""),
            ("numpy", "range", "<2"),
            ("protobuf", "exact", "==5.29.1"),
            ("trl", "commit", COMMIT),
            ("shared", "local", ""),
            ("here", "local", ""),
            ("two", "compatible", "v2"),
            ("two", "exact", ""),
        ],
    ),
    (
        "PDM, Hatch, Rye and tox",
        "pyproject.toml",
        """
        [tool.pdm.dev-dependencies]
        test = ["pytest>=8", "-e file:///${PROJECT_ROOT}/sub#egg=sub", "-e ./other"]
        [tool.hatch.envs.default]
        dependencies = ["coverage[toml]>=6.5"]
        extra-dependencies = ["acme @ {root:uri}/acme", "b @ {env:B_URL}"]
        scripts.test = "pytest"
        [tool.rye]
        dev-dependencies = ["mypy==1.15.0"]
        [tool.tox.env_run_base]
        deps = ["pytest", "-r requirements.txt"]
        """,
        [
            ("pytest", "range", ">=8"),
            ("sub", "local", ""),
            ("", "local", ""),
            ("coverage", "range", ">=6.5"),
            ("acme", "local", ""),
            ("b", "env", ""),
            ("mypy", "exact", "==1.15.0"),
            ("pytest", "none", ""),
        ],
    ),
    (
        "pixi",
        "pixi.toml",
        """
        [dependencies]
        python = "3.11.*"
        [pypi-dependencies]
        flask = "==3.1.0"
        trl = { git = "https://github.com/huggingface/trl", branch = "main" }
        [feature.dev.pypi-dependencies]
        black = "*"
        """,
        [("flask", "exact", "==3.1.0"), ("trl", "none", "main"), ("black", "none", "*")],
    ),
    (
        "Pipfile",
        "Pipfile",
        f"""
        [packages]
        requests = "*"
        numpy = "==1.26.4"
        pandas = "~=2.2"
        torch = {{version = ">=2", index = "pytorch"}}
        trl = {{git = "https://github.com/huggingface/trl.git", ref = "{COMMIT}", editable = true}}
        peft = {{git = "https://github.com/huggingface/peft.git"}}
        mine = {{path = ".", editable = true}}
        ours = {{file = "https://acme.dev/ours-1.0.zip"}}
        near = {{file = "dist/near-1.0.zip"}}
        [dev-packages]
        pytest = "==8.*"
        [requires]
        python_version = "3.11"
        [scripts]
        test = "pytest"
        """,
        [
            ("requests", "none", "*"),
            ("numpy", "exact", "==1.26.4"),
            ("pandas", "compatible", "~=2.2"),
            ("torch", "range", ">=2"),
            ("trl", "commit", COMMIT),
            ("peft", "none", ""),
            ("mine", "local", ""),
            ("ours", "exact", ""),
            ("near", "local", ""),
            ("pytest", "compatible", "==8.*"),
        ],
    ),
    (
        "setup.cfg",
        "setup.cfg",
        """
[metadata]
name = x
[options]
python_requires = >=3.9
install_requires =
    torch>=2 ; python_version > "3.8"
    # a comment

    numpy == 1.26.4  # why
    importlib-metadata; python_version < "3.10"
    trl @ git+https://github.com/huggingface/trl
setup_requires = setuptools>=40; wheel
tests_require = pytest
[options.extras_require]
dev =
    black~=24.1
docs = sphinx>=4; furo
:python_version<"3.8" =
    typing-extensions>=4
[options.packages.find]
exclude = tests
        """,
        [
            ("torch", "range", ">=2"),
            ("numpy", "exact", "== 1.26.4"),
            ("importlib-metadata", "none", ""),
            ("trl", "none", ""),
            ("setuptools", "range", ">=40"),
            ("wheel", "none", ""),
            ("pytest", "none", ""),
            ("black", "compatible", "~=24.1"),
            ("sphinx", "range", ">=4"),
            ("furo", "none", ""),
        ],
    ),
    (
        "lists that are elsewhere",
        "setup.cfg",
        "[options]\ninstall_requires = file: requirements.txt\nsetup_requires = %(requires)s\n",
        [],
    ),
    (
        "tox",
        "tox.ini",
        """
[tox]
envlist = py310,py311
requires = tox>=4
[testenv]
deps =
    pytest==8.3.3
    py310: numpy<2
    py{311,312}, !lint: numpy>=2
    {[base]deps}
    -rrequirements-dev.txt
    -e .
    ; a comment
    trl @ git+https://github.com/huggingface/trl@main
commands = pip install x
[testenv:lint]
deps = ruff
        """,
        [
            ("pytest", "exact", "==8.3.3"),
            ("numpy", "range", "<2"),
            ("numpy", "range", ">=2"),
            ("", "local", ""),
            ("trl", "compatible", ""),
            ("ruff", "none", ""),
        ],
    ),
    ("another TOML file", "ruff.toml", '[project]\ndependencies = ["numpy"]\n', []),
    ("another INI file", "app.ini", "[options]\ninstall_requires = numpy\n", []),
    ("broken TOML", "pyproject.toml", '[project\ndependencies = ["numpy"]\n', []),
]


@pytest.mark.parametrize(
    ("path", "text", "expected"), [row[1:] for row in REQUIREMENTS], ids=[r[0] for r in REQUIREMENTS]
)
def test_requirements(path, text, expected):
    assert written(path, text) == expected


@pytest.mark.parametrize(
    ("path", "text", "expected"), [row[1:] for row in REQUIREMENTS], ids=[r[0] for r in REQUIREMENTS]
)
def test_a_byte_order_mark_and_windows_line_ends(path, text, expected):
    assert written(path, "\ufeff" + text.replace("\n", "\r\n")) == expected


def test_what_a_requirement_covers():
    text = (
        '[tool.poetry.dependencies]\na = "^1"\nb = {version = "^2"}\nc = {git = "https://acme.dev/c", branch = "m"}\n'
    )
    texts = [one.text for one in packages("pyproject.toml", text).requirements]
    assert texts == ['a = "^1"', "^2", 'https://acme.dev/c", branch = "m']


def test_a_repository_has_its_address():
    text = (
        '[tool.uv.sources]\ntrl = {git = "https://github.com/acme/trl", tag = "v1"}\nb = {git = "https://acme.dev/b"}\n'
    )
    urls = [one.url for one in packages("pyproject.toml", text).requirements]
    assert urls == ["git+https://github.com/acme/trl@v1", "git+https://acme.dev/b"]


def test_escapes_in_a_string():
    text = r'''[project]
dependencies = ["numpy>=1 ; python_version > \"3.9\"", "\u0074orch==2.5.1", """
tqdm"""]
'''
    first, second, third = packages("pyproject.toml", text).requirements
    assert (first.specifier, first.text) == (">=1", r"numpy>=1 ; python_version > \"3.9\"")
    assert (second.name, second.level, second.text) == ("torch", "exact", r"\u0074orch==2.5.1")
    assert (third.name, third.end) == ("tqdm", text.index('"""]'))


OPTIONS = [
    (
        "indexes of uv",
        "pyproject.toml",
        """
        [[tool.uv.index]]
        name = "main"
        url = "https://acme.dev/simple"
        default = true
        [[tool.uv.index]]
        url = "https://a.dev/simple"
        [[tool.uv.index]]
        name = "pytorch"
        url = "https://download.pytorch.org/whl/cu128"
        explicit = true
        [[tool.uv.index]]
        url = "https://wheels.dev/list"
        format = "flat"
        """,
        [
            ("index-url", "https://acme.dev/simple"),
            ("extra-index-url", "https://a.dev/simple"),
            ("explicit-index", "https://download.pytorch.org/whl/cu128"),
            ("find-links", "https://wheels.dev/list"),
        ],
    ),
    (
        "options of uv",
        "pyproject.toml",
        """
        [tool.uv]
        index-url = "https://acme.dev/simple"
        extra-index-url = ["https://a.dev/simple", "https://b.dev/simple"]
        index-strategy = "unsafe-best-match"
        prerelease = "allow"
        allow-insecure-host = ["a.dev:8080"]
        package = true
        [tool.uv.pip]
        find-links = ["https://wheels.dev/"]
        index-strategy = "first-index"
        """,
        [
            ("index-url", "https://acme.dev/simple"),
            ("extra-index-url", "https://a.dev/simple"),
            ("extra-index-url", "https://b.dev/simple"),
            ("index-strategy", "unsafe-best-match"),
            ("prerelease", "allow"),
            ("trusted-host", "a.dev:8080"),
            ("find-links", "https://wheels.dev/"),
            ("index-strategy", "first-index"),
        ],
    ),
    (
        "uv.toml",
        "uv.toml",
        """
        extra-index-url = ["https://a.dev/simple"]
        index = [{ url = "https://b.dev/simple", default = true }]
        [pip]
        prerelease = "allow"
        """,
        [
            ("extra-index-url", "https://a.dev/simple"),
            ("prerelease", "allow"),
            ("index-url", "https://b.dev/simple"),
        ],
    ),
    (
        "sources of Poetry",
        "pyproject.toml",
        """
        [tool.poetry.dependencies]
        torch = {version = "^2", allow-prereleases = true, source = "c"}
        peft = {version = "^2", allow-prereleases = false}
        [[tool.poetry.source]]
        name = "a"
        url = "https://a.dev/simple"
        [[tool.poetry.source]]
        name = "b"
        url = "https://b.dev/simple"
        priority = "supplemental"
        [[tool.poetry.source]]
        name = "c"
        url = "https://c.dev/simple"
        priority = "explicit"
        [[tool.poetry.source]]
        name = "d"
        url = "https://d.dev/simple"
        priority = "primary"
        """,
        [
            ("pre", "true"),
            ("index-url", "https://a.dev/simple"),
            ("extra-index-url", "https://b.dev/simple"),
            ("explicit-index", "https://c.dev/simple"),
            ("extra-index-url", "https://d.dev/simple"),
        ],
    ),
    (
        "PyPI itself is the first source of Poetry",
        "pyproject.toml",
        """
        [[tool.poetry.source]]
        name = "PyPI"
        priority = "primary"
        [[tool.poetry.source]]
        name = "ours"
        url = "https://ours.dev/simple"
        """,
        [("extra-index-url", "https://ours.dev/simple")],
    ),
    (
        "older Poetry",
        "pyproject.toml",
        """
        [[tool.poetry.source]]
        url = "https://a.dev/simple"
        secondary = true
        [[tool.poetry.source]]
        url = "https://b.dev/simple"
        default = true
        """,
        [("extra-index-url", "https://a.dev/simple"), ("index-url", "https://b.dev/simple")],
    ),
    (
        "sources of PDM",
        "pyproject.toml",
        """
        [[tool.pdm.source]]
        name = "pypi"
        url = "https://mirror.dev/simple"
        verify_ssl = true
        [[tool.pdm.source]]
        name = "ours"
        url = "https://user:${TOKEN}@ours.dev/simple"
        verify_ssl = false
        [[tool.pdm.source]]
        name = "torch"
        type = "find_links"
        url = "https://download.pytorch.org/whl/torch_stable.html"
        [[tool.pdm.source]]
        name = "private"
        url = "https://private.dev/simple"
        include_packages = ["acme-*"]
        [tool.pdm.resolution]
        allow-prereleases = true
        """,
        [
            ("index-url", "https://mirror.dev/simple"),
            ("extra-index-url", "https://user:${TOKEN}@ours.dev/simple"),
            ("trusted-host", "ours.dev"),
            ("find-links", "https://download.pytorch.org/whl/torch_stable.html"),
            ("explicit-index", "https://private.dev/simple"),
            ("pre", "true"),
        ],
    ),
    (
        "older PDM",
        "pyproject.toml",
        "[project]\ndependencies = []\n[tool.pdm]\nallow_prereleases = true\n",
        [("pre", "true")],
    ),
    (
        "Pipfile",
        "Pipfile",
        """
        [[source]]
        url = "https://pypi.org/simple"
        verify_ssl = true
        name = "pypi"
        [[source]]
        url = "https://ours.dev:8443/simple"
        verify_ssl = false
        name = "ours"
        [packages]
        [pipenv]
        allow_prereleases = true
        """,
        [
            ("index-url", "https://pypi.org/simple"),
            ("explicit-index", "https://ours.dev:8443/simple"),
            ("trusted-host", "ours.dev:8443"),
            ("pre", "true"),
        ],
    ),
    (
        "setup.cfg",
        "setup.cfg",
        "[easy_install]\nindex_url = http://a.dev/simple\nfind-links = http://b.dev/\n",
        [("index-url", "http://a.dev/simple"), ("find-links", "http://b.dev/")],
    ),
    (
        "tox",
        "tox.ini",
        "[testenv]\npip_pre = true\ndeps =\n    --extra-index-url https://a.dev/simple\n    pytest\n",
        [("pre", "true"), ("extra-index-url", "https://a.dev/simple")],
    ),
    (
        "environment variables",
        ".env",
        'export PIP_INDEX_URL="https://a.dev/simple"\nUV_EXTRA_INDEX_URL=https://b.dev/simple\nPIP_PRE=0\nPIPX=1\n',
        [("index-url", "https://a.dev/simple"), ("extra-index-url", "https://b.dev/simple")],
    ),
    ("variables of something else", "app.properties", "PIP_INDEX_URL=https://a.dev/simple\n", []),
]


@pytest.mark.parametrize(("path", "text", "expected"), [row[1:] for row in OPTIONS], ids=[row[0] for row in OPTIONS])
def test_options(path, text, expected):
    assert options(path, text) == expected


def test_where_options_stand():
    text = '[[tool.uv.index]]\nurl = "https://a.dev/simple"\n[tool.uv]\nextra-index-url = ["https://b.dev/simple"]\n'
    found = sorted(packages("pyproject.toml", text).options, key=lambda option: option.start)
    assert [text[one.start : one.end] for one in found] == ['url = "https://a.dev/simple"', "https://b.dev/simple"]
    assert [text[one.value_start : one.value_end] for one in found] == ["https://a.dev/simple", "https://b.dev/simple"]


def test_references_of_tox():
    references = packages("tox.ini", "[testenv]\ndeps =\n    -rdev.txt\n    py311: -c constraints.txt\n").references
    assert [(one.path, one.is_constraint) for one in references] == [("dev.txt", False), ("constraints.txt", True)]


LEVELS = [
    ("1.2.3", "exact"),
    ("==1.2.3", "exact"),
    ("=1.2.3", "exact"),
    ("===1.2.3", "exact"),
    ("== 1.2.3", "exact"),
    ("^1.2", "compatible"),
    ("~1.2", "compatible"),
    ("~=1.2", "compatible"),
    ("1.2.*", "compatible"),
    ("==1.2.*", "compatible"),
    (">=1.2,<2", "range"),
    (">=1.2 <2", "range"),
    ("!=1.2", "range"),
    ("^1.2 || ^2", "range"),
    ("==1.2,!=1.3", "exact"),
    ("*", "none"),
    ("", "none"),
]


@pytest.mark.parametrize(("version", "level"), LEVELS)
def test_level_of_a_version_of_poetry(version, level):
    assert level_of_version(version) == level


VCS_FLAGS = [
    case(
        "PEP 621",
        "pyproject.toml",
        '[project]\ndependencies = ["»trl @ git+https://github.com/huggingface/trl@main«"]\n',
    ),
    case("uv", "pyproject.toml", '[tool.uv.sources]\ntrl = { git = "»https://github.com/huggingface/trl«" }\n'),
    case("uv, a tag", "pyproject.toml", '[tool.uv.sources]\ntrl = { git = "»https://acme.dev/trl", tag = "v1«" }\n'),
    case("Poetry", "pyproject.toml", '[tool.poetry.dependencies]\ntrl = {git = "»https://acme.dev/trl", rev = "x«"}\n'),
    case("Pipfile", "Pipfile", '[packages]\ntrl = {git = "»https://acme.dev/trl", ref = "main«"}\n'),
    case("setup.cfg", "setup.cfg", "[options]\ninstall_requires =\n    »trl @ git+https://acme.dev/trl«\n"),
]
VCS_QUIET = [
    case("uv", "pyproject.toml", f'[tool.uv.sources]\ntrl = {{ git = "https://acme.dev/trl", rev = "{COMMIT}" }}\n'),
    case("Pipfile", "Pipfile", f'[packages]\ntrl = {{git = "https://acme.dev/trl", ref = "{COMMIT}"}}\n'),
    case("an index", "pyproject.toml", '[tool.uv.sources]\ntorch = { index = "pytorch" }\n'),
]
UNPINNED_QUIET = [case(name, path, text) for name, path, text, _ in REQUIREMENTS if name != "broken TOML"]


@pytest.mark.parametrize(("path", "text", "options"), VCS_FLAGS)
def test_repositories_without_a_commit(path, text, options):
    check_flags("unpinned-vcs", path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), VCS_QUIET)
def test_repositories_at_a_commit(path, text, options):
    check_quiet("unpinned-vcs", path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), UNPINNED_QUIET)
def test_ranges_in_manifests_are_what_they_are_for(path, text, options):
    check_quiet("unpinned-requirement", path, text, options)


def test_a_manifest_that_a_notebook_writes():
    cell = '["%%writefile pyproject.toml\\n", "[tool.uv.sources]\\n", "trl = {git = \\"https://acme.dev/trl\\"}\\n"]'
    notebook = (
        f'{{"cells": [{{"cell_type": "code", "metadata": {{}}, "outputs": [], "source": {cell}}}], "metadata": {{}}}}'
    )
    assert [one.level for one in packages("x.ipynb", notebook).requirements] == ["none"]


HOSTILE = [
    "[project]\ndependencies = " + "[" * 50_000,
    "[project]\ndependencies = 1\n",
    "[project]\ndependencies = [1, [2], {a = 3}, '', ' ', '-e', '-e ', '-r', '{root', '@', ';', '[', '${A}']\n",
    "[project]\ndependencies = " + "1" * 5000 + "\n",
    "[tool.poetry.dependencies]\na = 1\nb = []\nc = {}\nd = [1]\ne = {git = 1}\nf = {version = []}\ng = {url = {}}\n",
    "[tool.poetry]\nsource = 1\n[tool.uv]\nindex = 1\nsources = 2\n[tool.pdm]\nsource = 1\nresolution = 2\n",
    "[[tool.uv.index]]\nurl = 1\n[[tool.poetry.source]]\n[[tool.pdm.source]]\nverify_ssl = false\n",
    "tool.poetry.dependencies = 'x'\n",
    "[tool.uv.sources]\na = [[[1]]]\nb = {git = '', rev = ''}\nc = {path = []}\n",
    "[packages]\na = 1\nb = {git = [1]}\n[[source]]\nurl = 2\nverify_ssl = false\n[pipenv]\nallow_prereleases = {}\n",
    "packages = 1\nsource = 2\npipenv = 3\n",
    "install_requires =\n x\n[options]\ninstall_requires =\n[testenv]\ndeps = ;\n  :\n  -\n  --x 'y\n  -e\n  \\\n",
    "[options]\ninstall_requires = ;;;\n[options.extras_require]\na = ; ;\n",
    "[project]\ndependencies = ['\ud800']\n",
]


@pytest.mark.parametrize("name", ["pyproject.toml", "uv.toml", "Pipfile", "pixi.toml", "setup.cfg", "tox.ini"])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_never_raises(name, text):
    for requirement in packages(name, text).requirements:
        assert 0 <= requirement.start <= requirement.spec_start <= requirement.spec_end <= requirement.end <= len(text)


LARGE = [
    (
        "pyproject.toml",
        "[tool.poetry.dependencies]\n" + "".join([f'a{n} = {{version = "^1"}}\n' for n in range(20_000)]),
    ),
    ("pyproject.toml", "[project]\ndependencies = [" + '"numpy>=1",' * 20_000 + "]\n"),
    ("setup.cfg", "[options]\ninstall_requires =\n" + "  numpy>=1\n" * 20_000),
    ("setup.cfg", "[options]\ninstall_requires = " + "a;" * 50_000 + "\n"),
    ("tox.ini", "[testenv]\ndeps = " + "a" * 200_000 + "\n"),
]


@pytest.mark.parametrize(("name", "text"), LARGE, ids=range(len(LARGE)))
def test_large_files_take_linear_time(name, text):
    start = time.perf_counter()
    assert packages(name, text).requirements
    assert time.perf_counter() - start < 10
