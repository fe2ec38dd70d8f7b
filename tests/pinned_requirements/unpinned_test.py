"""unpinned-requirement, unpinned-vcs and unhashed-requirement in requirements files."""

from __future__ import annotations

import pytest

from tests.pinned_requirements.tables import case, check_flags, check_quiet, reported

COMMIT = "052e652d6d53c2b26ffde87e039b723949a53493"
SHA = "sha256:" + "0a" * 32

UNPINNED_FLAGS = [
    case("from a folder and PyPI", "requirements.txt", "--find-links ./wheels\n»numpy«\n"),
    case("links from afar", "requirements.txt", "--no-index\n-f https://acme.dev/wheels\n»numpy«\n"),
    case("bare", "requirements.txt", "»numpy«\n"),
    case("range, comment, marker", "requirements.txt", '»torch>=2,<3 ; python_version > "3.9"«  # c\n'),
    case("extras", "requirements.txt", "»transformers[torch,sentencepiece]«\n"),
    case("compatible", "requirements.txt", "»torch~=2.1«\n»numpy==1.*«\n"),
    case("parentheses", "requirements.txt", "»numpy (>=1.2)«\n"),
    case("not this one", "requirements.txt", "»numpy!=1.26.0«\n"),
    case("blanks around it", "requirements.txt", "   »numpy >= 1.2«   \n"),
    case("line ends of Windows", "requirements.txt", "a==1\r\n»b«\r\n"),
    case("on two lines", "requirements.txt", "»numpy \\\n  >=1.2«  # why\nb==1\n"),
    case("a hash of a range", "requirements.txt", f"»numpy>=1« --hash={SHA}\n"),
    case("no last newline", "requirements.txt", "»numpy«"),
    case("archive of a branch", "requirements.txt", "»https://github.com/o/r/archive/refs/heads/main.zip«\n"),
    case("archive of a tag", "requirements.txt", "»x @ https://github.com/o/r/archive/refs/tags/v1.0.tar.gz«\n"),
    case("development requirements", "requirements/dev.txt", "»pytest«\n"),
    case("another name for them", "dev-requirements.txt", "»pytest«\n"),
    case("less is asked, and less is there", "requirements.txt", "»numpy«\ntorch>=1\n", min_level="range"),
    case("hashes are asked: no version at all", "requirements.txt", "»numpy«\n", min_level="hash"),
    case("a range behind another clause", "requirements.txt", "»numpy>=1.2,!=1.5,<2«\n"),
    case("a quoted variable is no version", "requirements.txt", "»numpy>=1; sys_platform == 'linux'«\n"),
]
UNPINNED_QUIET = [
    case("from a folder", "run.sh", "pip install --no-index --find-links dist/ chromadb\n"),
    case("a file from a folder", "requirements.txt", "--no-index\n--find-links ./wheels\nnumpy\ntorch>=2\n"),
    case("a file from a folder, the other way round", "requirements.txt", "numpy\n-f ./wheels\n--no-index\n"),
    case("pinned", "requirements.txt", "numpy==1.26.4  # why\n"),
    case("pinned in one clause", "requirements.txt", "numpy==1.26.4,!=1.26.5\nb===1.0\nc==1,>=0\n"),
    case("pinned with all that there is", "requirements.txt", "a[x] == 1.0+cu118 ; python_version < '3.9' # c\n"),
    case("pinned with hashes", "requirements.txt", f"a==1 \\\n    --hash={SHA} \\\n    --hash={SHA}\n"),
    case("epoch, post, dev, rc", "requirements.txt", "a==1!2.0\nb==1.0.post1\nc==1.0.dev3\nd==1.0rc1\n"),
    case(
        "wheel", "requirements.txt", "https://download.pytorch.org/whl/cu118/torch-2.0.1%2Bcu118-cp39-cp39-linux.whl\n"
    ),
    case("source archive", "requirements.txt", "https://host/a/spacy-3.0.tar.gz\n"),
    case("archive of a commit", "requirements.txt", f"https://github.com/o/r/archive/{COMMIT}.zip\n"),
    case("hash in an address", "requirements.txt", f"https://host/a/main.zip#sha256={'0a' * 32}\n"),
    case("options and paths", "requirements.txt", "--no-binary :all:\n--pre\n-e .\n./lib\n.[dev]\n"),
    case("a variable decides", "requirements.txt", "torch==${TORCH}\n${MORE}\n"),
    case("comments and blank lines", "requirements.txt", "# numpy\n\n   \n\t# torch>=2\n"),
    case("constraints hold ranges", "constraints.txt", "numpy>=1\n"),
    case("what pip-compile reads", "requirements.in", "numpy\n"),
    case("less is asked", "requirements.txt", "numpy~=1.2\n", min_level="compatible"),
    case("hashes are asked: that is another rule", "requirements.txt", "numpy==1.2\n", min_level="hash"),
    case("repositories are another rule", "requirements.txt", "git+https://github.com/o/r\n"),
    case("prose", "requirements.txt", "You need a GPU.\nAnd a lot of time.\nLinux\nAsk us (ok).\nOr read on!\nx y z\n"),
    case("a text file of another name", "names.txt", "numpy\n"),
]
VCS_FLAGS = [
    case("no commit", "requirements.txt", "»git+https://github.com/huggingface/transformers«\n"),
    case("tag", "requirements.txt", "»git+https://github.com/o/r.git@v1.0#egg=r«\n"),
    case("shortened commit", "requirements.txt", "»git+https://github.com/o/r@052e652d«\n"),
    case(
        "name and address", "requirements.txt", "»r @ git+https://github.com/o/r.git@main ; python_version > '3.8'«\n"
    ),
    case("editable", "requirements.txt", "-e »git+https://github.com/o/r#egg=r«\n"),
    case("ssh, with a user", "requirements.txt", "»git+ssh://git@github.com/o/r.git«\n"),
    case("subversion and Mercurial", "requirements.txt", "»svn+https://h/o/r#egg=r«\n»hg+https://h/r#egg=r«\n"),
    case("a comment behind it", "requirements.txt", "»git+https://github.com/openai/CLIP.git«  # CLIP\n"),
    case("strict", "requirements.txt", "»git+https://github.com/o/r@v1«\n", min_level="hash"),
    case("any reference is enough", "requirements.txt", "»git+https://h/o/r«\n", min_level="compatible"),
]
VCS_QUIET = [
    case("commit", "requirements.txt", f"git+https://github.com/o/r@{COMMIT}\n-e git+https://h/o/r@{COMMIT}#egg=r\n"),
    case("SHA-256", "requirements.txt", f"git+https://github.com/o/r@{'0a' * 32}\n"),
    case("name, extras, commit", "requirements.txt", f"r[x] @ git+https://github.com/o/r@{COMMIT}#subdirectory=a\n"),
    case("revision of subversion", "requirements.txt", "svn+https://h/o/r@2019#egg=r\n"),
    case("a variable decides", "requirements.txt", "git+https://github.com/o/r@${REVISION}\n"),
    case("any reference is enough", "requirements.txt", "git+https://github.com/o/r@v1\n", min_level="compatible"),
    case("variables decide all", "requirements.txt", "m @ git+${SERVER}/${REPOSITORY}.git@${REF}\n"),
    case("no repository", "requirements.txt", "numpy\nhttps://host/a.zip\n"),
    case("what pip-compile reads", "requirements.in", "git+https://github.com/o/r\n"),
]
HASH_FLAGS = [
    case("version alone", "requirements.txt", "»numpy==1.26.4«\n", min_level="hash"),
    case("wheel", "requirements.txt", "»https://h/a-1.0-py3-none-any.whl«\n", min_level="hash"),
]
HASH_QUIET = [
    case("hash", "requirements.txt", f"numpy==1.26.4 --hash={SHA}\n", min_level="hash"),
    case("not asked for", "requirements.txt", "numpy==1.26.4\n"),
    case("no version is another rule", "requirements.txt", "numpy\n", min_level="hash"),
    case("a commit has none", "requirements.txt", f"git+https://github.com/o/r@{COMMIT}\n", min_level="hash"),
]


@pytest.mark.parametrize(("path", "text", "options"), UNPINNED_FLAGS)
def test_unpinned_flags(path, text, options):
    check_flags("unpinned-requirement", path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), UNPINNED_QUIET)
def test_unpinned_stays_quiet(path, text, options):
    check_quiet("unpinned-requirement", path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), VCS_FLAGS)
def test_vcs_flags(path, text, options):
    check_flags("unpinned-vcs", path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), VCS_QUIET)
def test_vcs_stays_quiet(path, text, options):
    check_quiet("unpinned-vcs", path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), HASH_FLAGS)
def test_unhashed_flags(path, text, options):
    check_flags("unhashed-requirement", path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), HASH_QUIET)
def test_unhashed_stays_quiet(path, text, options):
    check_quiet("unhashed-requirement", path, text, options)


LEVELS = [
    ("numpy", "the newest version is installed"),
    ("numpy>=1", "`>=1` is a range"),
    ("numpy~=1.2", "`~=1.2` still takes later releases"),
]


@pytest.mark.parametrize(("text", "said"), LEVELS)
def test_the_message_says_what_happens(text, said):
    [finding] = reported("requirements.txt", text)
    assert said in finding.message
    assert "`numpy==<version>`" in finding.help


def test_one_bad_line_does_not_hide_the_others():
    lines = "'jsonpickle',\nnumpy\npip install torch==1\nsudo apt-get install x\nb==1\nc\n"
    findings = reported("requirements.txt", lines)
    assert [f.line for f in findings if f.rule == "unpinned-requirement"] == [2, 6]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_a_byte_order_mark_is_no_part_of_the_name(encoding):
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    [finding] = reported("requirements.txt", f"{mark}# é\nnumpy\n".encode(encoding))
    assert (finding.line, finding.column, finding.end_column) == (2, 1, 6)


NAMES = [
    ("git+https://github.com/o/r", "r"),
    ("git+ssh://git@github.com/o/r.git@main#subdirectory=x", "r"),
    ("name @ git+https://github.com/o/r", "name"),
    ("git+https://github.com/o/r@main#egg=other", "other"),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_repository_has_a_name(text, name):
    [finding] = reported("requirements.txt", text)
    assert finding.message.startswith(f"`{name}` is installed at ")


HOSTILE = [
    "numpy" + "!=1," * 3000 + "!x",
    "git+https://x/y" + "#egg=a[" * 50_000,
    "--no-binary x \\\n" * 20_000,
    "a" + " \\\n" * 50_000 + "==1",
    "-r x.txt\n" * 20_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_lines_end(text):
    """Each of these took minutes with one pattern that could match in two ways, or one walk through all lines."""
    assert isinstance(reported("requirements.txt", text), list)
