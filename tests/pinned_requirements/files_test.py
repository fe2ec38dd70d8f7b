"""pip-will-reject, mixed-hashes and local-path-requirement."""

from __future__ import annotations

import pytest

from tests.cases import notebook
from tests.pinned_requirements.tables import case, check_flags, check_quiet, reported

A, B = (f"--hash=sha256:{letter * 64}" for letter in "ab")
PROSE = """»Course requirements«
You need a laptop, and some time.
First, read the book.
Then solve the exercises of chapter 3!
Hand them in on Friday.
Do not copy from others.
See you there
"""

REJECT_FLAGS = [
    case("a list pasted", "requirements.txt", "»'jsonpickle',«\nnumpy==1\n»\"torch\",«\n"),
    case("many lines of a pasted list", "requirements.txt", "".join([f"»'a{n}',«\n" for n in range(8)])),
    case("a command", "requirements.txt", "numpy==1\n»pip install torch==2.1.0«\n"),
    case("apt", "requirements.txt", "»sudo apt-get install libblas-dev«\n»python3 -m pip install numpy«\n"),
    case("one equals sign", "requirements.txt", "»numpy=1.26«  # conda's\n"),
    case("a wildcard with >=", "requirements.txt", "»boto3>=1.24.*«\n"),
    case("half a version", "requirements.txt", "»pinecone-client==3.1.-«\n"),
    case("extras left open", "requirements.txt", "»uvicorn[standard==0.3«\n"),
    case("a marker that is none", "requirements.txt", "»numpy==1 ; python_versoin > '3'«\n"),
    case("an unknown option", "requirements.txt", "numpy==1\n»--no-such-option x«\n"),
    case("an option without its value", "requirements.txt", "»--index-url«\n"),
    case("in constraints", "constraints.txt", "»numpy=1«\n"),
    case("a conflict", "requirements.txt", "»<<<<<<< HEAD«\nnumpy==1\n»=======«\nnumpy==2\n»>>>>>>> main«\n"),
    case("no space is plain", "requirements.txt", "»numpy\u00a0==1«\n"),
    case("a name for people", "requirements.txt", "»<your package here>«\n"),
    case(
        "mostly sentences, but a version",
        "requirements.txt",
        "numpy==1\n" + "".join([f"»a b {n}«\n" for n in range(6)]),
    ),
    case("sentences", "requirements.txt", PROSE),
]
REJECT_QUIET = [
    case(
        "all that pip takes",
        "requirements.txt",
        f"-e .\nnumpy==1 {A}\n--pre\nx @ https://a.b/c.whl\n",
    ),
    case("comments and blank lines", "requirements.txt", "# pip install x\n\n   # 'y',\n"),
    case(
        "a template", "requirements.txt", "{% if x %}\n{{ cookiecutter.name }}=={{ version }}\n{% endif %}\n<% x %>\n"
    ),
    case("a variable", "requirements.txt", "numpy==${NUMPY_VERSION}\n${PACKAGE}\n"),
    case("a path", "requirements.txt", "./lib\nlib/x.whl\n-e ../other\n"),
    case("another file", "notes.txt", PROSE),
    case("empty", "requirements.txt", ""),
]

MIXED_FLAGS = [
    case("one without", "requirements.txt", f"a==1 {A}\n»b==1«\nc==1 {B}\n"),
    case("the first of those without", "requirements.txt", f"»a==1«\nb==1 {A}\nc==1\n"),
    case(
        "over lines, as pip-compile writes", "requirements.txt", f"a==1 \\\n    {A} \\\n    {B}\n    # via x\n»b==1«\n"
    ),
    case("a repository", "requirements.txt", f"a==1 {A}\n»b @ git+https://github.com/b/b@{'1' * 40}«\n"),
    case("a folder", "requirements.txt", f"-e »./lib«\na==1 {A}\n"),
]
MIXED_QUIET = [
    case("all", "requirements.txt", f"a==1 {A}\nb==1 {A} {B}\n"),
    case("none", "requirements.txt", "a==1\nb==1\n"),
    case("the hash of an archive", "requirements.txt", f"a==1 {A}\nb @ https://a.b/b-1.whl#sha256={'a' * 64}\n"),
    case("constraints", "constraints.txt", f"a==1 {A}\nb==1\n"),
    case("other files and options", "requirements.txt", f"--pre\na==1 {A}\n"),
    case("a line that is none", "requirements.txt", f"a==1 {A}\n{{{{ x }}}}\n"),
]

CROOT = "file:///croot/numpy_and_numpy_base_1701295038894/work/dist/numpy-1.26.4-cp312-cp312-linux_x86_64.whl"
LOCAL_FLAGS = [
    case("pip freeze in conda", "requirements.txt", f"»numpy @ {CROOT}#sha256={'a' * 64}«\nscipy==1.11\n"),
    case(
        "an older one",
        "requirements.txt",
        "»certifi @ file:///home/conda/feedstock_root/build_artifacts/certifi/work«\n",
    ),
    case(
        "of Windows",
        "requirements.txt",
        "»x @ file:///C:/b/abs_x/croot/x/work«\n»C:\\Users\\me\\x-1.whl«\n»D:/x-1.whl«\n",
    ),
    case("a share", "requirements.txt", "»\\\\server\\share\\x-1.whl«\n"),
    case("home", "requirements.txt", "»/home/me/src/x«\n»~/src/x«\n-e »/Users/me/src/x«\n"),
    case("an image's", "requirements.txt", "»/opt/ml/model/code/x-1-py3-none-any.whl«\n"),
    case("with a host", "requirements.txt", "»x @ file://localhost/srv/x-1.whl«\n"),
    case("Debian's", "requirements.txt", "numpy==1\n»pkg-resources==0.0.0«\n»pkg_resources==0.0.0«\n"),
]
LOCAL_QUIET = [
    case("in the repository", "requirements.txt", "./lib\n../lib\n-e .\n-e ./lib[dev]\nlib/x-1.whl\n.\n"),
    case("relative addresses", "requirements.txt", "-e file:./lib\nx @ file:lib/x-1.whl\n-e file:../lib#egg=x\n"),
    case("a variable", "requirements.txt", "${PROJECT_ROOT}/lib\nfile:///${PROJECT_ROOT}/lib\nx @ file://${PWD}/x\n"),
    case("an address", "requirements.txt", "x @ https://a.example/home/x-1.whl\n"),
    case("a real version", "requirements.txt", "pkg-resources==1.0\nsetuptools==70.0.0\nother==0.0.0\n"),
]


@pytest.mark.parametrize(("path", "text", "options"), REJECT_FLAGS)
def test_what_pip_refuses(path, text, options):
    check_flags("pip-will-reject", path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), REJECT_QUIET)
def test_what_pip_takes(path, text, options):
    check_quiet("pip-will-reject", path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), MIXED_FLAGS)
def test_some_hashes(path, text, options):
    check_flags("mixed-hashes", path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), MIXED_QUIET)
def test_all_or_none(path, text, options):
    check_quiet("mixed-hashes", path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), LOCAL_FLAGS)
def test_paths_of_one_machine(path, text, options):
    check_flags("local-path-requirement", path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), LOCAL_QUIET)
def test_paths_of_the_repository(path, text, options):
    check_quiet("local-path-requirement", path, text, options)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("Dockerfile", "FROM python:3.12.1\nRUN pip install /tmp/x-1-py3-none-any.whl\n"),
        ("install.sh", "pip install /app/dist/x-1-py3-none-any.whl\n"),
        ("a.ipynb", notebook("!pip install --no-index /kaggle/input/x/x-1-py3-none-any.whl")),
        ("a.ipynb", notebook("!pip install file:///kaggle/input/x/x-1-py3-none-any.whl")),
    ],
)
def test_a_command_may_install_what_was_made_before(path, text):
    check_quiet("local-path-requirement", path, text, {})


def only(rule: str, text: str):
    [finding] = [finding for finding in reported("requirements.txt", text) if finding.rule == rule]
    return finding


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("pip install x", "a command, not a requirement"),
        ("'x',", "quotes are no part of a requirement"),
        ("x=1", "`=` is no operator: it is `==`"),
        ("numpy\u200b==1", "not a valid requirement (PEP 508); it has U+200B in it"),
    ],
)
def test_the_reason_is_told(line, reason):
    assert only("pip-will-reject", f"{line}\n").message == f"pip refuses this: {reason}"


def test_a_file_of_sentences_is_one_finding():
    finding = only("pip-will-reject", PROSE.replace("»", "").replace("«", ""))
    assert finding.message == "this is not a requirements file for pip, which refuses 7 lines of it"
    assert finding.severity == "low"


def test_how_many_have_no_hash():
    assert (
        only("mixed-hashes", f"a==1 {A}\nb==1\nc==1\n").message == "2 of 3 requirements have no hash: pip refuses them"
    )
    assert only("mixed-hashes", f"a==1 {A}\nb==1\n").message == "1 of 2 requirements has no hash: pip refuses them"


@pytest.mark.parametrize(
    ("line", "severity"), [(f"x @ {CROOT}", "medium"), ("~/x", "medium"), ("C:\\x", "medium"), ("/opt/x-1.whl", "low")]
)
def test_a_path_that_an_image_may_have_is_less(line, severity):
    assert only("local-path-requirement", f"{line}\n").severity == severity


def test_no_password_of_an_address_is_in_a_message():
    secret = "hunter2" * 2
    found = reported(
        "requirements.txt", f"--index-url https://me:{secret}@a.example extra words --oops\nx y https://me:{secret}@b\n"
    )
    assert secret not in " ".join([finding.message + finding.help for finding in found])
