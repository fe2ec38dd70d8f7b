"""Install commands: what they install, with which options, and where each word of that stands."""

from __future__ import annotations

import pytest

from labcoat.core.packages.commands import commands
from labcoat.core.packages.commands.command_variables import MOST_SPLIT
from labcoat.core.packages.project import Project
from labcoat.core.packages.requirement import COMMAND, Packages
from labcoat.core.segment import Segment
from tests.cases import notebook
from tests.pinned_requirements.tables import case, check_flags, check_quiet

RULE = "unpinned-requirement"
COMMIT = "4f2c" * 10


def read(text: str, language: str = "shell", variables: dict[str, str | None] | None = None) -> Packages:
    found = Packages("run.sh", Project("/nowhere"))
    commands.read(Segment(text, language), found, COMMAND, variables)
    return found


def levels(found: Packages) -> list[str]:
    """Each requirement as `written: level`."""
    return [f"{requirement.text}: {requirement.level}" for requirement in found.requirements]


FLAGS = [
    case("bare", "run.sh", "pip install »numpy«\n"),
    case("several", "run.sh", "pip3 install -q »numpy« pandas==2.2.2 »torch~=2.1«\n"),
    case("quoted", "run.sh", "pip install \"»torch>=2«\" '»x[a,b]<3«'\n"),
    case("quoted in part", "run.sh", 'pip install »x=="1.*"«\n'),
    case("marker", "run.sh", "pip install \"»numpy>=1; python_version < '3.9'«\"\n"),
    case("continued", "run.sh", "python3 -m pip install --no-cache-dir \\\n    »numpy« \\\n    »pandas«\n"),
    case("absolute path", "run.sh", "/opt/venv/bin/pip3.11 install »numpy«\n"),
    case("sudo", "run.sh", "sudo -H -u me env A=1 pip install »numpy«\n"),
    case("in a condition", "run.sh", "if ! pip show x; then pip install »x«; fi\n"),
    case("substitution", "run.sh", 'OUT="$(pip install »x« 2>&1)"\n'),
    case(
        "behind a pipe", "run.sh", "yes | pip install »x« && (cd a; pip wheel »y« -w dist) || pip download »z« -d .\n"
    ),
    case("xargs", "run.sh", "cat list.txt | xargs -n1 pip install »x«\n"),
    case("shell in a shell", "run.sh", "bash -c \"pip install '»x>=1«'\"\n"),
    case("on another machine", "run.sh", "ssh gpu1 'cd a && pip install »x«'\nssh gpu2 pip install »y«\n"),
    case(
        "in a container", "run.sh", "docker run --rm -it python:3.11 pip install »x«\ndocker exec c1 pip install »y«\n"
    ),
    case("heredoc", "run.sh", "sudo bash <<EOF\npip install »x«\nEOF\n"),
    case("writes requirements", "run.sh", "cat > requirements.txt <<'EOF'\n»numpy«\npandas==2.2.2\nEOF\n"),
    case("says requirements", "run.sh", 'echo -e "»numpy«\\npandas==2.2.2" > requirements.txt\n'),
    case("a script in Python", "run.sh", "python - <<EOF\nimport os\nos.system('pip install »x«')\nEOF\n"),
    case("poetry run", "run.sh", "poetry run pip install »x«\nconda run -n env pip install »y«\n"),
    case("a variable runs it", "run.sh", "${CONDA_RUN} python -m pip install »x«\n$RUN pip install »y«\n"),
    case("PowerShell", "run.sh", "if ($x -eq 'y') { pip install »z« }\n"),
    case("uv", "run.sh", "uv pip install --system »x« && uv add --dev '»y>=1«' && uv tool install »z«\n"),
    case("uvx", "run.sh", "uvx --with »a« »ruff« check .\nuvx --from '»jupyter-core>=5«' jupyter lab\n"),
    case("uv run", "run.sh", "uv run --with '»a«,»b[c,d]<2«' --with d==1 python -m pip install »e«\n"),
    case("pipx", "run.sh", "pipx install »black«\npipx inject black »click«\npipx run --spec »cowsay« cowsay hi\n"),
    case("conda", "run.sh", "conda install -y -n e -c pytorch »pytorch« »numpy=1.26« scipy=1.11.4 '»pandas>=2«'\n"),
    case("conda create", "run.sh", "mamba create -p /opt/e python=3.11 »conda-forge::rdkit« -y\n"),
    case("poetry", "run.sh", "poetry add »a@^1« b@1.2.3 »c@latest« »d« -G dev\n"),
    case("other managers", "run.sh", "pdm add -dG test »a«\npipenv install --dev »b«\nrye add »c«\neasy_install »d«\n"),
    case("git", "run.sh", "pip install »numpy« git+https://github.com/a/b\n"),
    case("a branch archive", "run.sh", "pip install »https://github.com/a/b/archive/main.zip«\n"),
    case("a known variable", "run.sh", "V=1.*\npip install »torch==$V«\n"),
    case("make", "Makefile", "install:\n\t@$(PYTHON) -m pip install -U pip »x«\n\t$(PIP) install »y«\n"),
    case("image", "Dockerfile", "FROM python:3.11\nRUN pip install »x« \\\n # why\n && pip install »y«\n"),
    case("image, exec form", "Dockerfile", 'FROM python:3.11\nRUN ["pip", "install", "»x«", "y==1"]\n'),
    case("not only bootstrap", "run.sh", 'pip install -U pip »build« "setuptools<60"\n'),
    case(
        "Python of a version", "run.sh", "python${V} -m pip install »x«\nV=3.9\n/opt/bin/python$V -m pip install »y«\n"
    ),
    case("pip of a version", "run.sh", 'pip${V} install »x«\n"pip3.$V" install »y«\n"${PYTHON}" -m pip install »z«\n'),
    case("Python of a build argument", "Dockerfile", "FROM a:1\nARG V=3.9\nRUN python${V} -m pip install »x«\n"),
    case("another user", "run.sh", "su -c \"pip install »x«\"\nsudo su - me -c 'pip install »y«'\n"),
    case("runuser", "run.sh", "runuser -l me -c 'pip install »x«'\nrunuser -u me -- pip install »y«\n"),
    case("conda update", "run.sh", "conda update -y »numpy«\nmamba upgrade -n e '»scipy>=1«'\n"),
]

NOTEBOOK_FLAGS = [
    case(name, "a.ipynb", notebook(source, language_info={"name": "python"}), notebooks=True)
    for name, source in (
        ("%pip", "%pip install -q »numpy« pandas==2.2.2"),
        ("!pip", "import os\n!pip install »numpy«"),
        ("!!pip", "!!pip install »numpy«"),
        ("indented", "if colab:\n    !pip install »numpy«"),
        ("%conda", "%conda install -y »numpy«"),
        ("%mamba", "%mamba install »numpy«"),
        ("%uv", "%uv pip install »numpy«"),
        ("automagic", "pip install »numpy«"),
        ("the same Python", "import sys\n!{sys.executable} -m pip install »numpy«"),
        ("%%bash", "%%bash\nset -e\npip install »numpy«"),
        ("assigned", "out = !pip install »numpy«"),
        ("%%capture", "%%capture\n!pip install »numpy«"),
    )
]

IN_PYTHON = [
    case(f"{name}, in Python", "a.ipynb", notebook(*cells, language_info={"name": "python"}), notebooks=True)
    for name, cells in (
        ("the same cell", ("V = '2.*'\n!pip install »torch==$V«",)),
        ("another cell", ("# first\nV = '2.*'", "import os", "%pip install »torch=={V}«")),
        ("below", ("!python -m pip install -q »torch==${V}«", "V: str = '2.*'")),
        ("no version", ("PACKAGE = 'torch'\n!pip install »$PACKAGE«",)),
        ("twice the same", ("V = '2.*'", "V = '2.*'\n!pip install »torch==$V«")),
        ("a number", ("%%capture\nV = 2\n! pip install '»torch>=$V«'",)),
        ("shell in a shell", ("V = '2.*'\n!bash -c 'pip install »torch==$V«'",)),
    )
]

IN_PYTHON_QUIET = [
    case(f"{name}, in Python", "a.ipynb", notebook(*cells, language_info={"name": "python"}), notebooks=True)
    for name, cells in (
        ("one of two", ("V = '2.*'\n!pip install torch==$V", "V = '1'")),
        ("in a loop", ("V = '2.*'\nfor V in x:\n    !pip install torch==$V",)),
        ("unknown", ("V = f()\n!pip install torch==$V numpy=={W}",)),
        ("of a function", ("def f():\n    V = '2.*'\n!pip install torch==$V",)),
        ("one version", ("V = '2.1'\n!pip install torch==$V numpy=={V}",)),
        ("not put into scripts", ("V = '2.*'", "%%bash\npip install torch==$V")),
        ("a literal brace", ("V = '2.*'\n!pip install torch=={{V}}",)),
    )
]

QUIET = [
    case("pinned", "run.sh", "pip install numpy==1.26.4 'torch[x]===2.1' a==1.0+cu118\n"),
    case("bootstrap", "run.sh", "pip install --upgrade pip setuptools wheel\nuv pip install -U pip\n"),
    case("bootstrap in a range", "run.sh", "pip install -U 'pip<=25.2' 'setuptools>=40,<80' wheel~=0.40\n"),
    case("conda itself", "run.sh", "conda update -y -n base conda\nconda update --all\nmamba upgrade mamba\n"),
    case("files", "run.sh", "pip install -r requirements.txt -c constraints.txt -rdev.txt\nuv pip sync a.txt\n"),
    case("this project", "run.sh", "pip install . && pip install -e '.[dev]' ./lib dist/*.whl ../other\n"),
    case(
        "values of options",
        "run.sh",
        "pip install -t lib --platform any --root r --prefix=p -i https://pypi.org/simple x==1\n",
    ),
    case(
        "redirections",
        "run.sh",
        "pip install x==1 > log 2>&1\npip install x==1 &> log2\npip install x==1 >> log3 </dev/null\n",
    ),
    case("variables", "run.sh", 'pip install $PKG "${PKG}" torch==$V numpy{,-stl} $(cat a.txt) `cat b` "$@"\n'),
    case("resolved", "run.sh", "V=2.1.0\npip install torch==$V torchvision==${V}\n"),
    case(
        "in a loop",
        "run.sh",
        "p=numpy\nfor p in a b; do pip install $p; done\nwhile read -r q; do pip install $q; done\n",
    ),
    case("one of two", "run.sh", "if a; then V=1; else V='2.*'; fi\npip install torch==$V\n"),
    case("added to", "run.sh", "V=1\nV+=.*\npip install torch==$V\n"),
    case(
        "said", "run.sh", 'echo "pip install numpy"\necho pip install numpy\nprintf "pip install x"\n# pip install y\n'
    ),
    case(
        "other commands",
        "run.sh",
        "pip uninstall -y x\npip freeze\npip list\npip show x\npip cache purge\nconda list x\n",
    ),
    case(
        "other installers",
        "run.sh",
        "apt-get install -y python3-pip pip wheel\nnpm install x\nbrew install uv add\ncargo install x\n",
    ),
    case(
        "other programs",
        "run.sh",
        "which pip install\nman pip install x\npython foo.py pip install x\npython setup.py install\n",
    ),
    case(
        "another program's words",
        "run.sh",
        "uv run script.py pip install x\npipx run a==1 install x\nuvx a@1.2 install b\n",
    ),
    case(
        "environments", "run.sh", "conda env create -f environment.yml\nconda activate x\nconda update -n base conda\n"
    ),
    case("a conda environment's Python", "run.sh", "conda create -n e python=3.11 pip -y\n"),
    case("commits", "run.sh", f"pip install git+https://github.com/a/b@{COMMIT} c@git+https://h/c@{COMMIT}#egg=c\n"),
    case("commit in an option", "run.sh", f"uv add git+https://github.com/a/b --rev {COMMIT}\n"),
    case("a wheel", "run.sh", "pip install https://h/x-1.2-py3-none-any.whl\n"),
    case("exec form", "Dockerfile", 'FROM python:3.11\nRUN ["pip", "install", "-r", "requirements.txt"]\n'),
    case("build argument", "Dockerfile", "FROM python:3.11\nARG V=2.1.0\nRUN pip install torch==${V}\n"),
    case("a notebook, not asked for", "a.ipynb", notebook("!pip install numpy", language_info={"name": "python"})),
    case("only shown", "a.py", 'print("pip install numpy")\nraise ImportError("run: pip install x")\n'),
]


@pytest.mark.parametrize(("path", "text", "options"), [*FLAGS, *NOTEBOOK_FLAGS, *IN_PYTHON])
def test_flags(path, text, options):
    check_flags(RULE, path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), [*QUIET, *IN_PYTHON_QUIET])
def test_stays_quiet(path, text, options):
    check_quiet(RULE, path, text, options)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pip install $X", ["$X: env"]),
        ("pip install torch==2.1.0+$CUDA", ["torch==2.1.0+$CUDA: env"]),
        ("pip install {pkg} {pkg}==1", ["{pkg}: env", "{pkg}==1: env"]),
        ("pip install git+https://h/a@$REV", ["git+https://h/a@$REV: env"]),
        (f"pip install git+https://$USER@h/a@{COMMIT}", [f"git+https://$USER@h/a@{COMMIT}: commit"]),
        ("pip install https://h/x-$V.tar.gz", ["https://h/x-$V.tar.gz: env"]),
        ("pip install https://$H/x-1.2.tar.gz", ["https://$H/x-1.2.tar.gz: exact"]),
        ("pip install $DIR/x.whl ./$X", ["$DIR/x.whl: env", "./$X: local"]),
        ("pip install x == 1.0 y", ["x: none", "==: invalid", "y: none"]),
        ("pip install dist/*.whl x-?.zip", ["dist/*.whl: local", "x-?.zip: local"]),
        ("pip install a,b", ["a,b: invalid"]),
        (
            "poetry add 'a>=1' 'b[x]@~2' c@1.* d@>=1",
            ["a>=1: range", "b[x]@~2: compatible", "c@1.*: compatible", "d@: none"],
        ),
        (f"poetry add git+https://h/a.git#{COMMIT}", [f"git+https://h/a.git#{COMMIT}: commit"]),
        ("uv add git+https://h/a --tag v1", ["git+https://h/a: compatible"]),
        (
            "conda install a=1.2.3 b=1.2 'c>=1' d=1.2=py_0 e",
            ["a=1.2.3: exact", "b=1.2: compatible", "c>=1: range", "d=1.2=py_0: exact", "e: none"],
        ),
        ("pip install 'a' -- -b", ["a: none", "-b: invalid"]),
        ("pip install", []),
        ("pip install ''", []),
    ],
)
def test_levels(text, expected):
    assert levels(read(text)) == expected


def test_names_where_a_variable_decides_only_the_version():
    found = read('pip install torch==$V "$X==1" a-$Y==2 b[c]==${Z}')
    assert [requirement.name for requirement in found.requirements] == ["torch", "", "", "b"]


def test_spans_of_versions():
    found = read("V=1.0\npip install 'a[b] >= 1 ; python_version>\"3\"' c d=='2' e==$V uvx")
    assert [requirement.specifier for requirement in found.requirements] == [">= 1", "", "=='2'", "==$V", ""]
    bare = found.requirements[1]
    assert bare.spec_start == bare.spec_end == bare.end


def test_only_what_pip_needs_itself_is_the_installers_own():
    found = read("pip install pip 'wheel>=0' pip@git+https://h/pip\npipx install pip\npip wheel pip")
    assert [bool(requirement.is_pinned_by) for requirement in found.requirements] == [True, True, False, False, False]


def test_what_a_variables_value_makes_invalid_may_be_valid_where_it_counts():
    assert levels(read("V=3-latest\npip install a==$V b==3-latest")) == ["a==$V: env", "b==3-latest: invalid"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pip install -i https://a/s x", [("index-url", "https://a/s")]),
        ("pip install --extra-index-url=https://a/s x", [("extra-index-url", "https://a/s")]),
        ("pip install --pre -U -qq x", [("pre", "")]),
        ("pip -q --trusted-host h install x -f 'https://l'", [("trusted-host", "h"), ("find-links", "https://l")]),
        ("uv sync --index-strategy unsafe-best-match", [("index-strategy", "unsafe-best-match")]),
        ("uv pip compile a.in --prerelease=allow", [("prerelease", "allow")]),
        ("pip-compile --extra-index-url https://a a.in", [("extra-index-url", "https://a")]),
        ("PIP_INDEX_URL=http://a pip install x", [("index-url", "http://a")]),
        ('export PIP_EXTRA_INDEX_URL="http://a" UV_INDEX=b', [("extra-index-url", "http://a"), ("index", "b")]),
        ("U=http://a\nexport PIP_INDEX_URL=$U\npip install -i $U x", [("index-url", "http://a")] * 2),
        ("env PIP_TRUSTED_HOST h", [("trusted-host", "h")]),
        ("docker build --build-arg PIP_INDEX_URL=http://a .", [("index-url", "http://a")]),
        ("docker run -e UV_INSECURE_HOST=h image", [("allow-insecure-host", "h")]),
        ("PIP_PRE=0 UV_SYSTEM_PYTHON=1 PIPELINE=1 pip list", []),
        ("pip config --user set global.index-url http://a", [("index-url", "http://a")]),
        ("pip config set install.trusted_host h", [("trusted-host", "h")]),
        ("python3 -m pip config --global --editor vi set 'global.index-url' \"u\"", [("index-url", "u")]),
        ("conda config --set ssl_verify false", [("ssl-verify", "false")]),
        ("conda config --add channels http://a", [("channel", "http://a")]),
        ("conda install -c conda-forge x", [("channel", "conda-forge")]),
    ],
)
def test_options(text, expected):
    assert [(option.name, option.value) for option in read(text).options] == expected


def test_options_know_whose_they_are():
    found = read("uv pip install --extra-index-url https://a x\npip3 install --pre y")
    assert [option.tool for option in found.options] == ["uv", "pip"]


def test_options_know_their_command():
    found = read("PIP_PRE=1 pip install -i https://a x\npip config set global.pre 1\npip install --pre -r a.txt y")
    assert [option.command for option in found.options] == [0, 1, 0, 3]
    assert [requirement.command for requirement in found.requirements] == [1, 3]
    assert [reference.command for reference in found.references] == [3]


@pytest.mark.parametrize(
    ("text", "folders"),
    [
        ("pip install --no-index --find-links dist/ a b>=1", ["dist/", "dist/"]),
        ("pip install a --no-index -f file:///wheels -f ./more", ["file:///wheels"]),
        ("uv pip install --no-index --find-links=/wheels a==1", ["/wheels"]),
        ("pip install --no-index -f ./wheels -f https://acme.dev/w a", [""]),
        ("pip install --find-links dist/ a", [""]),
        ("pip install --no-index a", [""]),
        ("pip install --no-index -f dist a\npip install b", ["dist", ""]),
        ("pip install --no-index -f dist git+https://a.dev/b", [""]),
    ],
)
def test_only_a_folder_is_searched(text, folders):
    assert [requirement.is_pinned_by for requirement in read(text).requirements] == folders


def test_places_of_options():
    text = "PIP_INDEX_URL='http://a' pip install -i \"http://b\" --extra-index-url=http://c -fhttp://d x"
    spans = [(text[o.start : o.end], text[o.value_start : o.value_end]) for o in read(text).options]
    assert spans == [
        ("PIP_INDEX_URL='http://a'", "http://a"),
        ('-i "http://b"', "http://b"),
        ("--extra-index-url=http://c", "http://c"),
        ("-fhttp://d", "http://d"),
    ]


def test_a_version_after_an_option_becomes_a_file_too():
    text = "uvx --from x>=1 y"
    assert [text[redirect.word_start : redirect.end] for redirect in read(text).redirects] == ["x>=1"]


def test_references():
    text = "D=req\npip install -qr $D/a.txt -c c.txt --requirement=b.txt\nexport PIP_CONSTRAINT='d.txt e.txt'\n"
    text += "uv pip sync f.txt\nconda install --file g.txt"
    found = [(reference.path, reference.is_constraint) for reference in read(text).references]
    assert found == [
        ("req/a.txt", False),
        ("c.txt", True),
        ("b.txt", False),
        ("d.txt", True),
        ("e.txt", True),
        ("f.txt", False),
        ("g.txt", False),
    ]


def test_variables_that_are_known_before():
    assert levels(read("pip install a==$V b==$W", variables={"V": "1.2", "W": None})) == ["a==$V: exact", "b==$W: env"]


def test_an_unquoted_variable_is_several_words():
    found = read('P="a b>=1 c==2"\npip install $P "$P" x$P\n')
    assert [(made.name, made.level, made.text, made.specifier) for made in found.requirements[:3]] == [
        ("a", "none", "$P", ""),
        ("b", "range", "$P", ""),
        ("c", "exact", "$P", ""),
    ]
    assert levels(found)[3:] == ["$P: env", "x$P: env"]
    assert [made.is_written for made in found.requirements] == [False, False, False, True, True]


@pytest.mark.parametrize("use", ["$O", "${O}"])
def test_a_variable_may_be_options(use):
    found = read(f'O="--pre -q -r a.txt --extra-index-url https://h/s"\npip install {use} "x==1"\n')
    assert [(option.name, option.value) for option in found.options] == [
        ("pre", ""),
        ("extra-index-url", "https://h/s"),
    ]
    assert [reference.path for reference in found.references] == ["a.txt"]
    assert levels(found) == ["x==1: exact"]


@pytest.mark.parametrize(
    "text",
    [
        'P="a b"\nP="c d"\npip install $P',
        'P="a b"\nP+=" c"\npip install $P',
        'API_TOKEN="a b"\npip install $API_TOKEN',
        "for P in a b; do pip install $P; done",
    ],
)
def test_what_is_not_known_stays_one_word(text):
    assert [made.level for made in read(text).requirements] == ["env"]


def test_a_value_of_blanks_is_no_word():
    assert levels(read('P="  "\npip install $P x==1')) == ["x==1: exact"]


def test_variables_cannot_stand_for_any_number_of_words():
    found = read("P='" + "a " * 400 + "'\n" + "pip install $P\n" * 1000)
    assert len([made for made in found.requirements if not made.is_written]) == MOST_SPLIT


def test_lists_of_words():
    assert levels(read('["sudo", "python3", "-m", "pip", "install", "a>=1", "b==2"]', "argv")) == [
        "a>=1: range",
        "b==2: exact",
    ]
    assert levels(read('["bash", "-lc", "pip install \'c>=1\'"]', "argv")) == ["c>=1: range"]
    assert read('["pip", "install", "a>=1"]', "argv").redirects == []


@pytest.mark.parametrize(
    "text",
    [
        "pip install " + "x>=1 " * 2000,
        "sudo " + "conda -n " * 2000,
        "uv run " * 2000,
        "pip install '" + "${" * 2000 + "'",
        "".join([f"A{i + 1}=$A{i}$A{i}\n" for i in range(60)]) + "pip install $A60",
        "bash -c '" * 300 + "pip install x",
        "pip install \ud800 'x==\ud800' x=={'",
        "pip install -r",
        "pip install --index-url",
        "pip config set",
        "python -m",
        "pip install \x00 [ ] @ ; ~ \\",
    ],
)
def test_hostile_text_is_read(text):
    read(text)
    read(text, "argv")
