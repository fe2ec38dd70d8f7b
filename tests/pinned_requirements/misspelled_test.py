"""misspelled-package: names that look like popular ones, and the many more that are just names."""

from __future__ import annotations

import os
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from labcoat.core.packages.spelling import lookalike, popular
from labcoat.core.packages.spelling.lookalike import distance, one_edit_from
from tests.pinned_requirements.tables import case, check_flags, check_quiet, reported

RULE = "misspelled-package"
FILE = Path(popular.FILE)
MOST_BYTES = 80_000


def one(name: str, **options: object):
    return case(name, "requirements.txt", f"numpy==2.1.0\n»{name}==1.0«  # note\n", **options)


FLAGS = [
    # a letter too many, too few, another one, two swapped
    one("reqquests"),
    one("requets"),
    one("requestz"),
    one("reqeusts"),
    one("equests"),
    one("urllib"),
    one("tesnorflow"),
    one("matplotlibb"),
    one("pytorch-lighting"),
    one("typing-extension"),
    one("jeIlyfish"),  # a capital I
    one("psycopg3"),  # there is only psycopg
    one("pytroch"),  # one of the 10,000
    # dashes
    one("scikitlearn"),
    one("scikit-lear-n"),
    one("sentence.transformer"),
    one("Beautiful_Soup4"),
    # two letters
    one("botoceor"),
    one("requetses"),
    one("cryptorgaphi"),
    # the same with python
    one("python3-flask"),
    one("python-pandas"),
    one("pandas-python"),
    one("client-prometheus"),
    # however it is written
    case("extras and marker", "requirements.txt", '»reqeusts[socks]>=2 ; python_version > "3.8"«\n'),
    case("with a hash", "requirements.txt", f"»reqeusts==2.32.5« --hash=sha256:{'a' * 64}\n"),
    case("in constraints", "constraints.txt", "»reqeusts==2«\n"),
    case("in an .in file", "requirements.in", "»reqeusts«\n"),
    case("twice", "requirements.txt", "»reqeusts==1«\nnumpy==1\n»pandsa==1«\n"),
    case("CR LF", "requirements.txt", "numpy==1\r\n»pandsa==1«\r\n"),
    case("another name is allowed", "requirements.txt", "»pandsa==1«\n", allow_packages=["pandas-*"]),
]

QUIET = [
    *[
        case(name, "requirements.txt", f"{name}==1.0\n")
        for name in (
            "requests Requests typing_extensions ruamel.yaml scikit-learn boto3 boto botocore pytorch sklearn bs4 "
            "tensorflow-gpu onnxruntime-gpu faiss-gpu psycopg psycopg2 remotezip torchnet fastrtc piprot "
            "fbprophet guidance rjsonnet detectron2 en-core-web-sm data git x ab abc olmo neural-compressor "
            "llama-cpp-python types-requests pytest-mock sagemaker-pytorch-inference taming-transformers "
            "json gradio-tools maxim-py cython-bbox "
            "streamlit-tags triton-model-analyzer similaritymeasures virustotal-python requirements-txt"
        ).split()
    ],
    case("no name", "requirements.txt", "./reqeusts\n-e .\nhttps://a.example/x.tar.gz\n"),
    case("from a repository", "requirements.txt", "reqeusts @ git+https://github.com/acme/reqeusts@main\n"),
    case("from an address", "requirements.txt", "reqeusts @ https://a.example/reqeusts-1.0.tar.gz\n"),
    case("a variable decides", "requirements.txt", "reqeusts==${VERSION}\n"),
    case("refused by pip", "requirements.txt", "pip install reqeusts\n"),
    case("a comment", "requirements.txt", "# reqeusts\nnumpy==1  # not reqeusts\n"),
    case("allowed", "requirements.txt", "pandsa==1\n", allow_packages=["Pandsa"]),
    case("allowed by a pattern", "requirements.txt", "reqeusts_acme==1\nreqeusts==1\n", allow_packages=["reqeusts*"]),
    case("private", "requirements.txt", "reqeusts==1\n", private_packages=["reqeusts"]),
    case("as long as a file", "requirements.txt", "a" * 100_000 + "==1\n"),
]


@pytest.mark.parametrize(("path", "text", "options"), FLAGS)
def test_flags(path, text, options):
    check_flags(RULE, path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), QUIET)
def test_stays_quiet(path, text, options):
    check_quiet(RULE, path, text, options)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("reqeusts", "`reqeusts` is one letter away from `requests`"),
        ("Scikit.Learm", "`Scikit.Learm` is one letter away from `scikit-learn`"),
        ("scikitlearn", "`scikitlearn` is a dash away from `scikit-learn`"),
        ("botoceor", "`botoceor` is two letters away from `botocore`"),
        ("python3-flask", "`python3-flask` is a `python` away from `flask`"),
        ("client-prometheus", "`client-prometheus` is the other way round: `prometheus-client`"),
    ],
)
def test_the_message_says_in_what_way(name, message):
    [finding] = [finding for finding in reported("requirements.txt", f"{name}==1\n") if finding.rule == RULE]
    assert (finding.message, finding.severity) == (message, "high")


def test_the_more_popular_name_is_the_one_that_is_meant():
    assert lookalike.lookalike("gequests") == ("requests", lookalike.ONE)  # and grequests is on the list


@pytest.mark.parametrize(
    ("name", "other", "steps"),
    [
        ("abc", "abc", 0),
        ("abc", "acb", 1),
        ("abc", "ab", 1),
        ("", "ab", 2),
        ("ab", "", 2),
        ("botoceor", "botocore", 2),
        ("kitten", "sitting", 3),
        ("ca", "abc", 3),  # no letter is touched twice
    ],
)
def test_distance(name, other, steps):
    assert distance(name, other) == distance(other, name) == steps


def test_one_edit_is_a_distance_of_one():
    assert {distance("a-b2", other) for other in one_edit_from("a-b2")} == {1}
    assert {"ab2", "a-b", "-ab2", "a-2b", "a-b22", "xa-b2", "a-c2"} <= one_edit_from("a-b2")


# --- the list


def test_the_list_is_small_and_whole():
    first, second, rest = popular.tiers()
    assert (len(first), len(second), len(rest)) == (2_000, 8_000, 5_000)
    assert len(first | second | rest) == 15_000
    assert FILE.stat().st_size <= MOST_BYTES


def test_the_list_says_its_date_and_where_it_comes_from():
    head = zlib.decompress(FILE.read_bytes()).decode().partition("\n")[0]
    assert head.startswith("# The 15,000 most downloaded names of PyPI on 2026-06-16, out of guarddog-3.2.0")


def test_a_part_of_a_name_is_not_on_the_list():
    assert popular.is_popular("requests")
    assert not popular.is_popular("equest")
    assert not popular.is_popular("#")


def test_a_clean_file_needs_no_search(tmp_path):
    """Neither the search for look-alikes nor `re` for the names: only the list is read."""
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); before = set(sys.modules)\n"
        "from labcoat.core.packages.spelling.popular import is_popular\n"
        "assert is_popular('numpy') and not is_popular('numpi')\n"
        "print(sorted((set(sys.modules) - before) & {'re', 'json', 'labcoat.core.packages.spelling.lookalike'}))"
    )
    hooks = os.path.abspath("hooks")
    done = subprocess.run([sys.executable, "-S", "-c", program, hooks], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


RESOLVED_QUIET = [
    case(
        "needed by another package", "requirements.txt", "httpx2==0.1 \\\n    --hash=sha256:00\n    # via mcp\nmcp==1\n"
    ),
    case("needed by several", "requirements.txt", "reqeusts==0.1\n    # via\n    #   mcp\n    #   other\nmcp==1\n"),
    case("python itself", "requirements.txt", "python==3.10.*\n"),
]
RESOLVED_FLAGS = [
    case("somebody typed it", "requirements.txt", "»reqeusts==0.1«\n    # via -r requirements.in\nmcp==1\n"),
    case("in the manifest", "requirements.txt", "»reqeusts==0.1«\n    # via\n    #   app (pyproject.toml)\nmcp==1\n"),
    case("a note of another one", "requirements.txt", "»reqeusts==0.1«\nmcp==1\n    # via x\n"),
]


@pytest.mark.parametrize(("path", "text", "options"), RESOLVED_FLAGS)
def test_what_somebody_typed_is_flagged(path, text, options):
    check_flags("misspelled-package", path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), RESOLVED_QUIET)
def test_what_a_resolver_wrote_is_not(path, text, options):
    check_quiet("misspelled-package", path, text, options)
