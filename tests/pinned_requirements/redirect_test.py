"""shell-redirect-in-install: versions that a shell takes for names of files, and their fix."""

from __future__ import annotations

import pytest

from labcoat.core.arguments import Arguments
from labcoat.core.checker import Checker
from labcoat.core.document import read_document
from labcoat.core.edits import apply
from labcoat.core.families import load_rules
from labcoat.core.packages.commands import commands
from labcoat.core.packages.project import Project
from labcoat.core.packages.requirement import COMMAND, Packages
from labcoat.core.segment import Segment
from tests.cases import notebook
from tests.pinned_requirements.tables import case, check_flags, check_quiet

RULE = "shell-redirect-in-install"


def cell(name: str, source: str):
    return case(name, "a.ipynb", notebook(source, language_info={"name": "python"}))


FLAGS = [
    case("at least", "run.sh", "pip install »numpy>=1.20«\n"),
    case("below", "run.sh", "pip install »numpy<2«\n"),
    case("at most", "run.sh", "pip install -q »protobuf<=3.20.3« x==1\n"),
    case("above", "run.sh", "pip install »sagemaker>2.0«\n"),
    case("both", "run.sh", "pip install »tensorflow>=2.1,<2.12« 'x<2'\n"),
    case("several clauses", "run.sh", "pip install »x>=1,!=1.5,<2« »y>=3«\n"),
    case("extras", "run.sh", "pip install »torch[a,b]>=2«\n"),
    case("a blank before", "run.sh", "pip install »numpy >=1.20«\n"),
    case("blanks around", "run.sh", "pip install »numpy >= 1.20« pandas\n"),
    case("a quoted name", "run.sh", 'pip install »"torch">=2«\n'),
    case("a variable", "run.sh", "pip install »torch>=$V«\n"),
    case("and a real one", "run.sh", "pip install »x>=1« > log.txt 2>&1\n"),
    case("behind a wrapper", "run.sh", "sudo -H python3 -m pip install »x>=1«\nuv pip install »y>=1«\n"),
    case("other installers", "run.sh", "conda install -y »x>=1«\npoetry add »x@>=1«\nuv add »y<2«\n"),
    case("a shell's argument", "run.sh", "bash -c 'pip install »x>=1«'\n"),
    case("RUN", "Dockerfile", "FROM python:3.11\nRUN pip install --no-cache-dir »x>=1« \\\n    »y<2«\n"),
    case("a recipe", "Makefile", "a:\n\t$(PIP) install »x>=1«\n"),
    cell("!pip", "!pip install »x>=1«"),
    cell("%pip", "%pip install -U »x>=1« y"),
    cell("%conda", "%conda install »x>=1«"),
    cell("automagic", "pip install »x>=1«"),
    cell("%%bash", "%%bash\npip install »x>=1«"),
]

QUIET = [
    case("quoted", "run.sh", "pip install \"x>=1\" 'y<2' z\\>=3 w==1 v~=1 u!=1\n"),
    case(
        "log", "run.sh", "pip install x > log.txt\npip install x >log 2>&1\npip install x >> log\npip install x>log\n"
    ),
    case("null", "run.sh", "pip install x >/dev/null 2>/dev/null </dev/null\npip install x &>/dev/null\n"),
    case(
        "descriptors", "run.sh", "pip install x 2>&1 | tee 1\npip install x >&2\npip install x 2>1\npip install x 1>2\n"
    ),
    case("of an option's value", "run.sh", "pip install -r requirements.txt>1\n"),
    case("no install", "run.sh", "echo x>=1\npip list>=1\nsort x<2\n[ a>=1 ]\n"),
    case("a placeholder", "run.sh", "pip install <package>\n"),
    case("said", "run.sh", "echo 'pip install x>=1'\n# pip install x>=1\n"),
    case("exec form", "Dockerfile", 'FROM python:3.11\nRUN ["pip", "install", "x>=1"]\n'),
    case("a list in Python", "a.py", 'import subprocess\nsubprocess.run(["pip", "install", "x>=1"])\n'),
    case("requirements", "requirements.txt", "x>=1\ny<2\n"),
    cell("quoted in a cell", '!pip install "x>=1"'),
    cell("Python", "x = a>=1\npip = b<2"),
]


@pytest.mark.parametrize(("path", "text", "options"), FLAGS)
def test_flags(path, text, options):
    check_flags(RULE, path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), QUIET)
def test_stays_quiet(path, text, options):
    check_quiet(RULE, path, text, options)


def test_what_is_installed_has_no_version():
    found = Packages("run.sh", Project("/nowhere"))
    commands.read(Segment("pip install x>=1 y >= 2 'z'", "shell"), found, COMMAND)
    assert [(requirement.text, requirement.level) for requirement in found.requirements] == [
        ("x", "none"),
        ("y", "none"),
        ("z", "none"),
    ]


def fixed(path: str, text: str) -> str:
    """The text with every fix that the rule offers."""
    document = read_document(path, text.encode())
    hits = [hit for _, hit in Checker(load_rules(), Arguments(), lambda config: None).kept_hits(document)]
    hits = [hit for hit in hits if "takes" in hit.message]
    assert hits
    return str(apply(document, hits)) if any(hit.fix for hit in hits) else text


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("run.sh", "pip install x>=1 y >l\n", 'pip install "x>=1" y >l\n'),
        ("run.sh", "pip install a>=1,<2 b >= 3 c\n", 'pip install "a>=1,<2" "b>=3" c\n'),
        ("run.sh", "pip install 'a'>=1 \"b[c]\"<2\n", 'pip install "a>=1" "b[c]<2"\n'),
        ("run.sh", "bash -c 'pip install x>=1'\n", "bash -c 'pip install x>=1'\n"),
        ("a.py", 'import os\nos.system("pip install x>=1")\n', 'import os\nos.system("pip install x>=1")\n'),
        ("Dockerfile", "FROM a:1\nRUN pip install x>=1 \\\n  y\n", 'FROM a:1\nRUN pip install "x>=1" \\\n  y\n'),
        ("Makefile", "a:\n\tpip install x>=1\n", 'a:\n\tpip install "x>=1"\n'),
    ],
)
def test_fix_quotes_the_requirement_where_no_string_is_around_it(path, text, expected):
    assert fixed(path, text) == expected
