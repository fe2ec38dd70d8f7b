"""Where packages come from: insecure-index, extra-index-url, unsafe-index-strategy, prerelease-allowed.

The rows are written as people do; those of 2026-11-22 under "public code" are from there, with other hosts.
"""

from __future__ import annotations

import pytest

from tests.cases import notebook
from tests.pinned_requirements.tables import case, check_flags, check_quiet, reported

HASH = "--hash=sha256:" + "0a" * 32

COMPOSE = "services:\n  app:\n    image: app:1\n    environment:\n      %s\n"
WORKFLOW = "on: push\njobs:\n  t:\n    runs-on: ubuntu-24.04\n    env:\n      %s\n    steps:\n      - run: %s\n"

INSECURE_FLAGS = [
    case("index over http", "requirements.txt", "--index-url »http://pypi.acme.dev/simple«\nnumpy==1.26.4\n"),
    case("the short option", "requirements.txt", "-i »http://mirrors.aliyun.com/pypi/simple/«\n"),
    case("port and path", "requirements.txt", "--extra-index-url=»http://10.0.0.7:8081/repository/pypi/simple«\n"),
    case("links", "requirements.txt", "-f »http://acme.dev/wheels/index.html«\n"),
    case("upper case", "requirements.txt", "--index-url »HTTP://pypi.acme.dev/simple«\n"),
    case("a repository", "requirements.txt", "»git+http://github.com/a/b@main«#egg=b\n"),
    case("git's own protocol", "requirements.txt", "-e »git+git://github.com/a/b.git«#egg=b\n"),
    case("bare git protocol", "requirements.txt", "»git://github.com/a/b.git«\n"),
    case("named archive", "requirements.txt", "b @ »http://acme.dev/b-1.0.tar.gz« ; python_version > '3'\n"),
    case("archive with a version", "requirements.txt", "»http://acme.dev/b-1.0-py3-none-any.whl«\n"),
    case("requirements from afar", "requirements.txt", "-r »http://acme.dev/requirements.txt«\n"),
    case("trusted host", "requirements.txt", "»--trusted-host pypi.acme.dev«\n--index-url https://pypi.acme.dev/s\n"),
    case("trusted host with a port", "requirements.txt", "»--trusted-host=pypi.acme.dev:8443«\n"),
    case("PyPI itself", "requirements.txt", "»--trusted-host pypi.org« »--trusted-host files.pythonhosted.org«\n"),
    case("a host that only begins like this one", "requirements.txt", "-i »http://localhost.acme.dev/simple«\n"),
    case("in a cluster", "requirements.txt", "-i »http://nginx.cache.svc.cluster.local/pypi/simple«\n"),
    case("password in a variable", "requirements.txt", "-i »http://ci:${PASSWORD}@pypi.acme.dev/simple«\n"),
    case("on the next line", "requirements.txt", "--index-url \\\n  »http://pypi.acme.dev/simple«\n"),
    case("command", "run.sh", "pip install -i »http://pypi.acme.dev/simple« »--trusted-host pypi.acme.dev« a==1\n"),
    case("by a variable", "run.sh", "M=http://pypi.acme.dev/simple\npip install -i »$M« a==1\n"),
    case("environment", "run.sh", "export PIP_INDEX_URL=»http://a.dev/s« »PIP_TRUSTED_HOST=a.dev«\n"),
    case(
        "Dockerfile",
        "Dockerfile",
        "FROM python:3.12\nENV PIP_INDEX_URL=»http://a.dev/s« \\\n    »UV_INSECURE_HOST=a.dev«\n",
    ),
    case("uv", "run.sh", "uv sync »--allow-insecure-host a.dev«\n"),
    case(
        "pip config",
        "run.sh",
        "pip config set global.index-url »http://a.dev/s«\npip config set global.trusted-host »a.dev«\n",
    ),
    case("conda config", "run.sh", "conda config --set ssl_verify »false«\n"),
    case("conda's option", "run.sh", "conda install -c »http://conda.acme.dev/main« -y numpy=1.26.4\n"),
    case("Pipfile", "Pipfile", '[[source]]\nurl = "https://pypi.acme.dev/simple"\n»verify_ssl = false«\n'),
    case("uv.toml", "uv.toml", '[[index]]\nurl = "»http://a.dev/s«"\nexplicit = true\n'),
    case(
        "pyproject.toml",
        "pyproject.toml",
        '[project]\nname = "a"\ndependencies = ["b @ »git+http://github.com/a/b@main«"]\n',
    ),
    case("workflow", ".github/workflows/t.yml", WORKFLOW % ("PIP_INDEX_URL: »http://a.dev/s«", "pip install a==1")),
    case("notebook", "a.ipynb", notebook("!pip install a==1 -i »http://a.dev/s«")),
    case(
        "lock file",
        "uv.lock",
        'version = 1\n[[package]]\nname = "a"\nsource = { registry = "»http://a.dev/simple«" }\n',
    ),
    case("pip.conf", "pip.conf", "[global]\nindex-url = »http://pypi.acme.dev/simple«\n"),
    case(
        "pip.conf, lists",
        "docker/pip.ini",
        "[install]\nfind_links =\n  https://acme.dev/a\n  # http://old.dev\n  »http://acme.dev/b«\n"
        "»trusted_host = acme.dev«\n    »acme.org«\n",
    ),
    case(".condarc", ".condarc", "channels:\n  - »http://conda.acme.dev/main«\n  - conda-forge\n»ssl_verify: false«\n"),
    case(".condarc, in words", ".condarc", "»ssl_verify: no«\n"),
    case("conda", "environment.yml", "channels:\n  - »http://conda.acme.dev/main«\ndependencies:\n  - numpy=1.26.4\n"),
]
INSECURE_FLAGS += [
    case(".env", ".env", "PIP_INDEX_URL=»http://a.dev/s«\nexport »PIP_TRUSTED_HOST=a.dev«\n»UV_INSECURE_HOST=b.dev«\n"),
    case("prod.env", "docker/prod.env", "A=b\nUV_DEFAULT_INDEX='»http://a.dev/s«'\n"),
]
INSECURE_FLAGS += [
    case(
        "workflow that configures pip",
        ".github/workflows/t.yml",
        WORKFLOW % ("A: b", "pip config set global.index-url »http://a.dev/s«"),
    ),
    case(
        "workflow with a block",
        ".github/workflows/t.yml",
        WORKFLOW % ("A: b", "|\n          python -m pip config --user set global.trusted-host »a.dev«"),
    ),
    case("an editor beside", "run.sh", "pip3 config --editor vi set 'install.index-url' '»http://a.dev/s«'\n"),
    case("Python", "a.py", 'import os\nos.system("pip config set global.trusted-host »a.dev«")\n'),
    case("dev container", "devcontainer.json", '{"postCreateCommand": "pip config set global.trusted-host »a.dev«"}\n'),
    case("two hosts", "run.sh", "pip config set global.trusted-host »'localhost a.dev'«\n"),
]
INSECURE_QUIET = [
    case("this machine by two names", "run.sh", "pip config set global.trusted-host 'localhost 127.0.0.1:80'\n"),
    case("encrypted", "requirements.txt", "--index-url https://pypi.acme.dev/simple\n-f https://acme.dev/wheels\n"),
    case("this machine", "requirements.txt", "-i http://localhost:3141/root/pypi\n--trusted-host localhost\n"),
    case("by its address", "requirements.txt", "-i http://127.0.0.1:8080/simple\n--trusted-host 127.0.0.1:8080\n"),
    case("IPv6", "requirements.txt", "--extra-index-url http://[::1]:3141/simple\n--trusted-host [::1]:3141\n"),
    case("a variable", "requirements.txt", "-i http://${INDEX_HOST}/simple\n--trusted-host ${INDEX_HOST}\n"),
    case("the port is a variable", "requirements.txt", "-i http://localhost:${PORT}/simple\n"),
    case("its hash", "requirements.txt", "http://acme.dev/b-1.0.tar.gz#sha256=" + "0a" * 32 + "\n"),
    case("git over ssh", "requirements.txt", "git+ssh://git@github.com/a/b.git@main\n"),
    case("a folder", "requirements.txt", "--find-links ./wheels\n-f /wheelhouse\n--no-index\n"),
    case("only said", "requirements.txt", "numpy==1.26.4  # http://numpy.org\n# --trusted-host pypi.org\n"),
    case("Pipfile verifies", "Pipfile", '[[source]]\nurl = "https://pypi.org/simple"\nverify_ssl = true\n'),
    case("an address to download from", "run.sh", "wget http://a.dev/x.sh\ncurl http://a.dev/s && pip install a==1\n"),
    case("a proxy", "run.sh", "pip install --proxy http://proxy.acme.dev:3128 a==1\n"),
    case("another section", "pip.conf", "[other]\nindex-url = http://acme.dev/simple\n"),
    case(".env, of others", ".env", "INDEX_URL=http://a.dev/s\nTRUSTED_HOST=a.dev\nPIP_PROXY=http://a.dev:3128\n"),
    case("no setting of pip", "pip.conf", "[global]\nproxy = http://proxy.acme.dev:3128\ncert = /etc/ca.pem\n"),
    case("another file", "app.ini", "[global]\nindex-url = http://acme.dev/simple\n"),
    case("conda verifies", ".condarc", "channels: [conda-forge, https://conda.acme.dev/x]\nssl_verify: true\n"),
    case("own certificates", ".condarc", "ssl_verify: /etc/ssl/ca.pem\n"),
    case("channels of something else", "model.yaml", "channels: ['http://a.dev/c']\nssl_verify: false\n"),
]
EXTRA_FLAGS = [
    case("beside PyPI", "requirements.txt", "--extra-index-url »https://pypi.acme.dev/simple«\nacme==1\n"),
    case("two", "requirements.txt", "--extra-index-url »https://a.dev/s« --extra-index-url »https://b.dev/s«\n"),
    case("TestPyPI", "requirements.txt", "--extra-index-url »https://test.pypi.org/simple/«\nb==1\n"),
    case(
        "PyPI beside TestPyPI",
        "requirements.txt",
        "-i »https://test.pypi.org/simple/«\n--extra-index-url https://pypi.org/simple\nb==1\n",
    ),
    case(
        "PyPI beside a private index",
        "requirements.txt",
        "-i https://pypi.acme.dev/simple\n--extra-index-url »https://pypi.org/simple«\n",
    ),
    case(
        "a mirror of PyPI",
        "requirements.txt",
        "-i https://pypi.acme.dev/simple\n--extra-index-url »https://pypi.tuna.tsinghua.edu.cn/simple«\n",
    ),
    case(
        "password in a variable", "requirements.txt", "--extra-index-url »https://ci:${TOKEN}@pypi.acme.dev/simple«\n"
    ),
    case("some have hashes", "requirements.txt", f"--extra-index-url »https://a.dev/s«\na==1 {HASH}\nb==1\n"),
    case(
        "shared host, other path",
        "requirements.txt",
        "--extra-index-url »https://storage.googleapis.com/acme/simple«\n",
    ),
    case(
        "shared host, longer name",
        "requirements.txt",
        "--extra-index-url »https://storage.googleapis.com/jax-releases-2/x«\n",
    ),
    case(
        "a host that looks known", "requirements.txt", "--extra-index-url »https://download.pytorch.org.acme.dev/whl«\n"
    ),
    case("somebody's anaconda", "requirements.txt", "--extra-index-url »https://pypi.anaconda.org/kbase/simple«\n"),
    case("pip.conf", "pip.conf", "[global]\nextra-index-url = »https://pypi.acme.dev/simple«\n"),
    case(
        "pip.conf, a list",
        "pip.conf",
        "[global]\nextra_index_url =\n    https://download.pytorch.org/whl/cu121\n    »https://pypi.acme.dev/simple«\n",
    ),
    case("command", "run.sh", "pip install --extra-index-url »https://pypi.acme.dev/simple« acme==1\n"),
    case(
        "two commands",
        "run.sh",
        "uv pip install --extra-index-url https://a.dev/s a==1\npip install --extra-index-url »https://a.dev/s« a==1\n",
    ),
    case("in quotes", "run.sh", 'python -m pip install --extra-index-url="»https://pypi.acme.dev/simple«" acme==1\n'),
    case(
        "by a variable",
        "run.sh",
        "INDEX=https://pypi.acme.dev/simple\npip install --extra-index-url »$INDEX« acme==1\n",
    ),
    case(
        "environment", "run.sh", 'export PIP_EXTRA_INDEX_URL="https://download.pytorch.org/whl/cpu »https://a.dev/s«"\n'
    ),
    case("Dockerfile", "Dockerfile", "FROM python:3.12\nENV PIP_EXTRA_INDEX_URL=»https://pypi.acme.dev/simple«\n"),
    case(
        "Dockerfile, RUN",
        "Dockerfile",
        "FROM python:3.12\nRUN pip install -U pip && \\\n    pip install --extra-index-url »https://a.dev/s« a==1\n",
    ),
    case("compose", "compose.yaml", COMPOSE % "PIP_EXTRA_INDEX_URL: »https://pypi.acme.dev/simple«"),
    case(
        "workflow",
        ".github/workflows/t.yml",
        WORKFLOW % ("A: b", "pip install --extra-index-url »https://a.dev/s« a==1"),
    ),
    case("notebook", "a.ipynb", notebook("!pip install a==1 --extra-index-url »https://a.dev/s«")),
    case(
        "subprocess",
        "a.py",
        "import subprocess\nsubprocess.run(['pip', 'install', '--extra-index-url', '»https://a.dev/s«', 'a==1'])\n",
    ),
    case(
        "Poetry",
        "pyproject.toml",
        '[[tool.poetry.source]]\nname = "a"\nurl = "»https://a.dev/s«"\npriority = "supplemental"\n',
    ),
    case("PDM", "pyproject.toml", '[[tool.pdm.source]]\nname = "a"\nurl = "»https://a.dev/s«"\n'),
    case(
        "an index that is allowed by another path",
        "requirements.txt",
        "--extra-index-url »https://acme.github.io/other«\n",
        allow_indexes=["acme.github.io/wheels"],
    ),
    case(
        "a private package",
        "requirements.txt",
        "--extra-index-url »https://pypi.acme.dev/simple«\nAcme_Utils==1.0\n",
        allow_indexes=["pypi.acme.dev"],
        private_packages=["acme-*"],
    ),
    case(
        "a private package, PyPI and a known index",
        "requirements.txt",
        "--extra-index-url »https://download.pytorch.org/whl/cpu«\nacme-utils\n",
        private_packages=["acme-*"],
    ),
    case(
        "a private package and a variable",
        "requirements.txt",
        "--extra-index-url »${INDEX}«\nacme-utils==1\n",
        private_packages=["acme-*"],
    ),
    case(
        "a private package, once for several indexes",
        "requirements.txt",
        "--extra-index-url https://download.pytorch.org/whl/cpu\n--extra-index-url »https://pypi.acme.dev/simple«\nacme-a\n",
        private_packages=["acme-*"],
        allow_indexes=["pypi.nvidia.com"],
    ),
]
TESTPYPI = "»https://test.pypi.org/simple/«"
EXTRA_FLAGS += [
    case("TestPyPI only", "run.sh", f"pip install -i {TESTPYPI} acme==1\n"),
    case("TestPyPI, before PyPI", "run.sh", f"pip install -i {TESTPYPI} --extra-index-url https://pypi.org/simple a\n"),
    case("TestPyPI in the environment", "Dockerfile", f"FROM a:1\nENV PIP_INDEX_URL={TESTPYPI}\nRUN pip install a\n"),
    case("TestPyPI in pip.conf", "pip.conf", f"[global]\nindex-url = {TESTPYPI}\n"),
    case("TestPyPI, by pip config", "run.sh", f"pip config set global.index-url {TESTPYPI}\n"),
    case("TestPyPI for uv", "pyproject.toml", f'[[tool.uv.index]]\nname = "test"\nurl = "{TESTPYPI}"\n'),
    case("TestPyPI for uv's pip", "run.sh", f"uv pip install --extra-index-url {TESTPYPI} a\n"),
    case(
        "Pipenv that searches all",
        "Pipfile",
        '[[source]]\nurl = "https://pypi.org/simple"\n[[source]]\nurl = "»https://a.dev/s«"\n'
        '[packages]\na = "*"\n[pipenv]\ninstall_search_all_sources = true\n',
    ),
    case(
        "workflow that configures pip",
        ".github/workflows/t.yml",
        WORKFLOW % ("A: b", "pip config set global.extra-index-url »https://a.dev/s«"),
    ),
    case(
        "hashes for another command",
        "run.sh",
        "pip install --require-hashes -r a.txt\npip install --extra-index-url »https://a.dev/s« b==1\n",
    ),
    case("a file that is not there", "run.sh", "pip install --extra-index-url »https://a.dev/s« -r no.txt\n"),
]
KNOWN = [
    "https://download.pytorch.org/whl/cu121",
    "https://download.pytorch.org",
    "https://DOWNLOAD.pytorch.org:443/whl/cpu/",
    "https://pypi.ngc.nvidia.com",
    "https://pypi.nvidia.com/",
    "https://developer.download.nvidia.com/compute/redist",
    "https://pip.repos.neuron.amazonaws.com",
    "https://data.pyg.org/whl/torch-2.3.0+cu121.html",
    "https://storage.googleapis.com/jax-releases/jax_cuda_releases.html",
    "https://us-python.pkg.dev/ml-oss-artifacts-published/jax/simple/",
    "https://wheels.vllm.ai/nightly/cu126",
    "https://flashinfer.ai/whl/cu124/torch2.6",
    "https://abetlen.github.io/llama-cpp-python/whl/cu121",
    "https://mirrors.huaweicloud.com/ascend/repos/pypi/variant",
    "https://pytorch-extension.intel.com/release-whl/stable/xpu/us/",
    "https://pypi.anaconda.org/rapidsai-wheels-nightly/simple",
    "https://www.paddlepaddle.org.cn/packages/stable/cu126/",
    "https://pypi.jetson-ai-lab.io/jp6/cu126",
    "https://pypi.org/simple",
    "https://pypi.tuna.tsinghua.edu.cn/simple",
]
EXTRA_QUIET = [
    *[case(url, "requirements.txt", f"--extra-index-url {url}\nnumpy==1.26.4\n") for url in KNOWN],
    case("the index is replaced", "requirements.txt", "--index-url https://pypi.acme.dev/simple\nacme==1\n"),
    case(
        "PyPI beside PyTorch",
        "requirements.txt",
        "-i https://download.pytorch.org/whl/cpu\n--extra-index-url https://pypi.org/simple\n",
    ),
    case(
        "PyPI beside its mirror",
        "requirements.txt",
        "-i https://mirrors.aliyun.com/pypi/simple\n--extra-index-url https://pypi.org/simple\n",
    ),
    case(
        "a variable",
        "requirements.txt",
        "--extra-index-url ${PRIVATE_INDEX}\n--extra-index-url https://${HOST}/simple\n",
    ),
    case("links", "requirements.txt", "-f https://acme.dev/wheels.html\n"),
    case("all have hashes", "requirements.txt", f"--extra-index-url https://a.dev/s\na==1 {HASH}\nb==1 {HASH}\n"),
    case(
        "hashes are asked for", "pip.conf", "[global]\nextra-index-url = https://a.dev/s\n"[:0] + "[global]\npre = no\n"
    ),
    case(
        "allowed, as people write it",
        "requirements.txt",
        "--extra-index-url https://ci:${P}@pypi.acme.dev/simple\n--extra-index-url https://acme.github.io/wheels/cu12\n",
        allow_indexes=["https://pypi.acme.dev/simple/", "acme.github.io/wheels"],
    ),
    case(
        "PyPI beside an allowed index",
        "requirements.txt",
        "-i https://pypi.acme.dev/simple\n--extra-index-url https://pypi.org/simple\n",
        allow_indexes=["pypi.acme.dev"],
    ),
    case("private, and no index here", "requirements.txt", "acme-utils==1.0\n", private_packages=["acme-*"]),
    case(
        "private, and PyPI is not searched",
        "requirements.txt",
        "-i https://pypi.acme.dev/s\n--extra-index-url https://download.pytorch.org/whl/cpu\nacme-a==1\n",
        private_packages=["acme-*"],
    ),
    case(
        "private, by its address",
        "requirements.txt",
        "--extra-index-url https://pypi.nvidia.com\nacme-a @ git+https://github.com/acme/a@" + "0a" * 20 + "\n",
        private_packages=["acme-*"],
    ),
    case(
        "not private",
        "requirements.txt",
        "--extra-index-url https://pypi.nvidia.com\nacmeutils==1\n",
        private_packages=["acme-*"],
    ),
]
EXTRA_QUIET += [
    case("TestPyPI with hashes", "requirements.txt", f"-i https://test.pypi.org/simple\na==1 {HASH}\n"),
    case(
        "TestPyPI, allowed",
        "requirements.txt",
        "-i https://test.pypi.org/simple\na==1\n",
        allow_indexes=["test.pypi.org"],
    ),
    case(
        "TestPyPI, where a package must name it",
        "pyproject.toml",
        '[[tool.uv.index]]\nname = "test"\nurl = "https://test.pypi.org/simple/"\nexplicit = true\n',
    ),
    case("uploads to TestPyPI", "run.sh", "twine upload --repository-url https://test.pypi.org/legacy/ dist/*\n"),
    case(
        "Pipenv",
        "Pipfile",
        '[[source]]\nurl = "https://pypi.org/simple"\n[[source]]\nurl = "https://a.dev/s"\n[packages]\na = "*"\n',
    ),
    case(
        "the command asks for hashes",
        "run.sh",
        "pip install --require-hashes -r no.txt --extra-index-url https://a.dev/s\npip install b\n",
    ),
]
UNSAFE = "--index-strategy unsafe-best-match"
STRATEGY_FLAGS = [
    case("uv.toml", "uv.toml", '»index-strategy = "unsafe-best-match"«\n'),
    case("pyproject.toml", "pyproject.toml", '[tool.uv]\n»index-strategy = "unsafe-first-match"«\n'),
    case("pyproject.toml, pip's", "pyproject.toml", '[tool.uv.pip]\n»index-strategy = "unsafe-best-match"«\n'),
    case("option", "run.sh", "uv pip install »--index-strategy unsafe-best-match« -r requirements.txt\n"),
    case("option with =", "run.sh", "uv sync »--index-strategy=unsafe-first-match«\n"),
    case("variable", "Dockerfile", "FROM python:3.12\nENV »UV_INDEX_STRATEGY=unsafe-best-match«\n"),
    case("old variable", "Dockerfile", "FROM python:3.12\nENV »UV_INDEX_STRATEGY unsafe-best-match«\n"),
    case("shell", "run.sh", "export »UV_INDEX_STRATEGY='unsafe-best-match'«\n"),
    case("workflow", ".github/workflows/t.yml", WORKFLOW % ('»UV_INDEX_STRATEGY: "unsafe-best-match«"', "uv sync")),
    case(
        "header of a script",
        "s.py",
        '# /// script\n# dependencies = ["a==1"]\n# [tool.uv]\n# »index-strategy = "unsafe-best-match"«\n# ///\n',
    ),
]
STRATEGY_QUIET = [
    case("the safe one", "uv.toml", 'index-strategy = "first-index"\n'),
    case("the safe one on the command line", "run.sh", "uv pip install --index-strategy first-index numpy==1.26.4\n"),
    case("a variable", "run.sh", "uv pip install --index-strategy $STRATEGY numpy==1.26.4\n"),
    case("another table", "pyproject.toml", '[tool.other]\nindex-strategy = "unsafe-best-match"\n'),
    case("only said", "run.sh", "echo use --index-strategy unsafe-best-match with uv pip install\n"),
    case("a comment", "uv.toml", '# index-strategy = "unsafe-best-match"\nindex-strategy = "first-index"\n'),
]
STRATEGY_FLAGS += [
    case("hashes for another command", "run.sh", f"uv pip install »{UNSAFE}« a\nuv pip sync --require-hashes b.txt\n"),
    case("a folder beside no hashes", "run.sh", f"uv pip install »{UNSAFE}« -e .\n"),
]
STRATEGY_QUIET += [
    case("hashes are asked for", "run.sh", f"uv pip install --require-hashes -r no.txt {UNSAFE}\nuv pip install a\n"),
    case("hashes are asked for by all", "run.sh", f"export PIP_REQUIRE_HASHES=1\nuv pip install -r a.txt {UNSAFE}\n"),
]
PRERELEASE_FLAGS = [
    case("pinned to what is released: others are not", "run.sh", "pip install »--pre« y==1\n"),
    case("all packages", "requirements.txt", "»--pre«\ntransformers>=4\n"),
    case(
        "a released index",
        "requirements.txt",
        "»--pre«\n--extra-index-url https://download.pytorch.org/whl/cu121\ntorch\n",
    ),
    case("one is not pinned", "requirements.txt", "»--pre«\ntorch==2.6.0.dev20241031\nnumpy\n"),
    case("pip.conf", "pip.conf", "[install]\n»pre = true«\nindex-url = https://pypi.org/simple\n"),
]
PRERELEASE_FLAGS += [
    case("command", "run.sh", "pip install »--pre« -U transformers\n"),
    case("variable", "run.sh", "export »PIP_PRE=1«\npip install a\n"),
    case("uv", "run.sh", "uv pip install »--prerelease=allow« vllm\n"),
    case("uv's variable", "a.ipynb", notebook("!»UV_PRERELEASE=allow« uv pip install -U transformers")),
    case("uv's table", "pyproject.toml", '[tool.uv]\n»prerelease = "allow"«\n'),
    case("Pipfile", "Pipfile", '[packages]\na = "*"\n[pipenv]\n»allow_prereleases = true«\n'),
    case(
        "PDM", "pyproject.toml", '[project]\ndependencies = ["a"]\n[tool.pdm.resolution]\n»allow-prereleases = true«\n'
    ),
]
NIGHTLY = "https://download.pytorch.org/whl/nightly/cpu"
PRERELEASE_FLAGS += [
    case("nightly builds of another command", "run.sh", f"pip install -i {NIGHTLY} torch\npip install »--pre« a\n"),
]
PRERELEASE_QUIET = [
    case("all by their hashes", "requirements.txt", f"--pre\na==1 {HASH}\n"),
    case("nightly builds for all", "run.sh", f"export PIP_EXTRA_INDEX_URL={NIGHTLY}\npip install --pre torch\n"),
    case("pinned in its command", "run.sh", "pip install a\npip install --pre torch==2.6.0.dev1\n"),
    case(
        "PyTorch's nightly builds",
        "run.sh",
        "pip3 install --pre torch --index-url https://download.pytorch.org/whl/nightly/cpu\n",
    ),
    case("uv's default", "run.sh", "uv pip install --prerelease=if-necessary-or-explicit vllm\n"),
    case("no", "run.sh", "export PIP_PRE=0\npip install a\n"),
    case("another program's", "run.sh", "uv run train.py --pre\npre-commit run --pre\n"),
    case(
        "Poetry, of one package",
        "pyproject.toml",
        '[tool.poetry.dependencies]\na = { version = "^1", allow-prereleases = true }\n',
    ),
    case(
        "nightly builds",
        "requirements.txt",
        "--pre\n--index-url https://download.pytorch.org/whl/nightly/cu121\ntorch\n",
    ),
    case(
        "nightly builds beside PyPI",
        "requirements.txt",
        "--pre\n--extra-index-url https://wheels.vllm.ai/nightly\nvllm\n",
    ),
    case("each is pinned", "requirements.txt", "--pre\ntorch==2.6.0.dev20241031+cpu\nnumpy==2.0.0rc1\n"),
    case("off", "pip.conf", "[install]\npre = false\nindex-url = https://pypi.org/simple\n"),
]


@pytest.mark.parametrize(("path", "text", "options"), INSECURE_FLAGS)
def test_insecure_index_flags(path, text, options):
    check_flags("insecure-index", path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), INSECURE_QUIET)
def test_insecure_index_stays_quiet(path, text, options):
    check_quiet("insecure-index", path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), EXTRA_FLAGS)
def test_extra_index_url_flags(path, text, options):
    check_flags("extra-index-url", path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), EXTRA_QUIET)
def test_extra_index_url_stays_quiet(path, text, options):
    check_quiet("extra-index-url", path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), STRATEGY_FLAGS)
def test_unsafe_index_strategy_flags(path, text, options):
    check_flags("unsafe-index-strategy", path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), STRATEGY_QUIET)
def test_unsafe_index_strategy_stays_quiet(path, text, options):
    check_quiet("unsafe-index-strategy", path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), PRERELEASE_FLAGS)
def test_prerelease_allowed_flags(path, text, options):
    check_flags("prerelease-allowed", path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), PRERELEASE_QUIET)
def test_prerelease_allowed_stays_quiet(path, text, options):
    check_quiet("prerelease-allowed", path, text, options)


LOCKED = f"a==1 {HASH}\nb==2 \\\n    {HASH}\n"


@pytest.mark.parametrize(
    ("files", "count"),
    [
        ({"all.lock": LOCKED}, 0),
        ({"all.lock": f"--require-hashes\n-e .\n{LOCKED}"}, 0),
        ({"all.lock": f"-r more.txt\n-c c.txt\n{LOCKED}", "more.txt": LOCKED, "c.txt": "d==1\n"}, 0),
        ({"all.lock": f"-r all.lock\n{LOCKED}"}, 0),
        ({"all.lock": f"-r more.txt\n{LOCKED}", "more.txt": "c==1\n"}, 2),
        ({"all.lock": f"-r no.txt\n{LOCKED}"}, 2),
        ({"all.lock": f"{LOCKED}c==1\n"}, 2),
        ({"all.lock": "# nothing with --hash\n"}, 2),
        ({"all.lock": "a==1\n"}, 2),
        ({}, 1),  # a lock file from elsewhere: only uv's strategy is quiet about that
    ],
)
def test_files_with_hashes_make_indexes_harmless(tmp_path, monkeypatch, files, count):
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    text = f"uv pip install -r all.lock --no-deps {UNSAFE}\npip install -r all.lock --extra-index-url https://a.dev/s\n"
    rules = ("unsafe-index-strategy", "extra-index-url")
    found = [finding for finding in reported(str(tmp_path / "run.sh"), text) if finding.rule in rules]
    assert len(found) == count


@pytest.mark.parametrize(
    ("path", "text", "severity"),
    [
        ("run.sh", f"uv pip install a --extra-index-url https://download.pytorch.org/whl/cpu {UNSAFE}\n", "low"),
        ("run.sh", f"uv pip install a -i https://pypi.org/simple --index https://ok.dev/x {UNSAFE}\n", "low"),
        ("run.sh", f"uv pip install a --extra-index-url https://pypi.acme.dev/s {UNSAFE}\n", "high"),
        ("run.sh", f"uv pip install a --extra-index-url $INDEX {UNSAFE}\n", "high"),
        ("run.sh", f"uv pip install a --extra-index-url https://test.pypi.org/simple {UNSAFE}\n", "high"),
        ("run.sh", f"uv pip install {UNSAFE} -r requirements.txt\n", "high"),
        (
            "run.sh",
            f"uv pip install --index https://a.dev b\nuv sync --index https://pypi.nvidia.com {UNSAFE}\n",
            "low",
        ),
        ("run.sh", f"export UV_INDEX=https://a.dev/s\nuv sync --index https://pypi.nvidia.com {UNSAFE}\n", "high"),
        ("uv.toml", 'index-strategy = "unsafe-best-match"\n', "high"),
        (
            "uv.toml",
            'index-strategy = "unsafe-best-match"\n[[index]]\nurl = "https://pypi.nvidia.com"\nexplicit = true\n',
            "low",
        ),
    ],
)
def test_severity_of_an_unsafe_strategy(path, text, severity):
    found = reported(path, text, {"allow-indexes": ["ok.dev"]})
    assert [finding.severity for finding in found if finding.rule == "unsafe-index-strategy"] == [severity]


@pytest.mark.parametrize(("packages", "severity"), [(["acme-*"], "critical"), (["other-*"], "medium"), ([], "medium")])
def test_a_private_package_makes_an_extra_index_critical(packages, severity):
    text = "--extra-index-url https://pypi.acme.dev/simple\nacme-utils==1.4.0\n"
    found = [
        finding
        for finding in reported("requirements.txt", text, {"private-packages": packages})
        if finding.rule == "extra-index-url"
    ]
    assert [finding.severity for finding in found] == [severity]
    assert ("`acme-utils`" in found[0].message) is (severity == "critical")


def test_many_options_in_one_document_take_linear_time():
    many = 20_000
    text = "".join([f"--extra-index-url https://a{number}.dev/s --pre\n" for number in range(many)]) + "a\n"
    counts = {"extra-index-url": 0, "prerelease-allowed": 0}
    for finding in reported("requirements.txt", text):
        counts[finding.rule] = counts.get(finding.rule, 0) + 1
    assert (counts["extra-index-url"], counts["prerelease-allowed"]) == (many, many)
