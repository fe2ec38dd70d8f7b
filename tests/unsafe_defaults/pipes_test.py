"""pipe-to-shell: what it flags, and what only looks like it."""

from __future__ import annotations

from tests.cases import notebook
from tests.tables import case, flagging, quiet

PIPE_FLAGS = [
    case("sh", "a.sh", "»curl -LsSf https://astral.sh/uv/install.sh | sh«\n"),
    case("sudo", "a.sh", "»curl -fsSL https://deb.nodesource.com/setup_20.x | sudo -E bash« -\n"),
    case("arguments", "a.sh", "»curl --proto '=https' -sSf https://sh.rustup.rs | sh« -s -- -y\n"),
    case("variable before", "a.sh", "»curl -sfL https://get.k3s.io | K3S_URL=x sh« -s -\n"),
    case("python", "a.sh", "»wget -qO- https://acme.dev/get.py | python3.11« - --version 1\n"),
    case("python of a variable", "a.sh", "»curl https://acme.dev/get-pip.py | python${VERSION}«\n"),
    case("perl", "a.sh", "»curl -L https://cpanmin.us | perl« - App::cpanminus\n"),
    case("php", "a.sh", "»curl -sS https://acme.dev/installer | php« -- --install-dir=/bin\n"),
    case("tee between", "a.sh", "»curl https://acme.dev/x | tee x.sh | bash«\n"),
    case("several lines", "a.sh", "curl https://acme.dev/x |\n  »bash« -s\n"),
    case("group", "a.sh", "(curl x.dev/a || »wget -qO- x.dev/a) | sh«\n"),
    case("address from a command", "a.sh", "»curl $(address) | sh«\n"),
    case("process substitution", "a.sh", "»bash <(curl« -s https://acme.dev/x) --yes\n"),
    case("shell of the user", "a.sh", '»"${SHELL}" <(curl« -L micro.mamba.pm/install.sh)\n'),
    case("standard input", "a.sh", "»bash < <(curl« -s https://acme.dev/x)\n"),
    case("source", "a.sh", "»source <(curl« -s https://acme.dev/x)\n"),
    case("dot", "a.sh", "». <(wget« -qO- https://acme.dev/x)\n"),
    case("command substitution", "a.sh", '»sh -c "$(curl« -fsSL https://acme.dev/x)" "" --yes\n'),
    case("eval", "a.sh", '»eval "$(curl« -s https://acme.dev/x)"\n'),
    case("inside bash -c", "a.sh", "sudo bash -c '»curl -L https://acme.dev/x | bash«'\n"),
    case("sudo of a variable", "a.sh", "»curl https://acme.dev/x | $SUDO bash«\n"),
    case("powershell", "a.sh", 'powershell -c "»irm https://acme.dev/x.ps1 | iex«"\n'),
    case("Dockerfile", "Dockerfile", "FROM x\nRUN »curl https://acme.dev/x | sh« && true\n"),
    case("exec form", "Dockerfile", 'FROM x\nRUN ["sh", "-c", "»curl https://acme.dev/x | sh«"]\n'),
    case("continuation", "Dockerfile", "FROM x\nRUN curl https://acme.dev/x \\\n    | »sh«\n"),
    case("workflow", "a.yml", "jobs:\n  a:\n    steps:\n      - run: »curl https://acme.dev/x | sh«\n"),
    case(
        "compose", "compose.yml", 'services:\n  a:\n    image: x\n    command: sh -c "»curl https://acme.dev/x | sh«"\n'
    ),
    case("pwsh step", "a.yml", "run: »iex ((New-Object Net.WebClient).DownloadString«('https://acme.dev/x.ps1'))\n"),
    case("Makefile", "Makefile", "a:\n\t@»curl $(URL) | bash«\n"),
    case("os.system", "a.py", "import os\nos.system('»curl https://acme.dev/x | sh«')\n"),
    case("f-string", "a.py", "subprocess.run(f'»curl {url} | bash«', shell=True)\n"),
    case("notebook", "a.ipynb", notebook("!»curl -fsSL https://acme.dev/x | sh«\n")),
    case("%%bash", "a.ipynb", notebook("%%bash\n»curl -fsSL https://acme.dev/x | sh«\n")),
    case("exec", "a.py", "import requests\n»exec«(requests.get(url).text)\n"),
    case(
        "exec of a name",
        "a.py",
        "from urllib.request import urlopen\nc = urlopen(u).read().decode()\n»exec«(compile(c, u, 'exec'))\n",
    ),
    case("exec of with", "a.py", "with urlopen(u) as answer:\n    »exec«(answer.read())\n"),
]

PIPE_QUIET = [
    case("jq", "a.sh", "curl https://acme.dev/x | jq . | sh2\n"),
    case("tar", "a.sh", "curl https://acme.dev/x.tgz | tar xz; sh x/run.sh\n"),
    case("module", "a.sh", "curl https://acme.dev/x | python3 -m json.tool\n"),
    case("program", "a.sh", "curl https://acme.dev/x | python3 -c 'import sys, json; print(json.load(sys.stdin))'\n"),
    case("file", "a.sh", "curl https://acme.dev/x | bash run.sh\n"),
    case("one-liner", "a.sh", "curl https://acme.dev/x | perl -pe 's/a/b/'\n"),
    case("node program", "a.sh", "curl https://acme.dev/x | node -e 'x'\n"),
    case("command", "a.sh", "curl https://acme.dev/x | bash -c 'cat'\n"),
    case("saved first", "a.sh", "curl -o x.sh https://acme.dev/x && sha256sum -c x.sha && bash x.sh\n"),
    case("saved in a group of options", "a.sh", "curl -fsSLo x.sh https://acme.dev/x | sh\n"),
    case("key", "a.sh", "curl https://acme.dev/key | gpg --dearmor | sudo tee /etc/key; bash x\n"),
    case("this machine", "a.sh", "curl http://localhost:8000/setup | sh\n"),
    case("local file", "a.sh", "cat x.sh | bash; curl -I https://acme.dev\n"),
    case("shown", "a.sh", 'echo "install: curl https://acme.dev/x | sh"\n'),
    case("comment", "a.sh", "# curl https://acme.dev/x | sh\n"),
    case("data of eval", "a.sh", 'eval "$(curl -s https://acme.dev/x | jq -r .env)"\n'),
    case("argument", "a.sh", "bash x.sh $(curl https://acme.dev/version)\n"),
    case("data of a script", "a.sh", "python3 x.py <(curl https://acme.dev/data) | sh2\n"),
    case("part of a script", "a.sh", 'bash -c "echo $(curl https://acme.dev/x)"\n'),
    case("file names", "a.sh", "curl https://acme.dev/list | xargs bash\n"),
    case("heredoc that is shown", "a.sh", "cat <<EOF\ncurl https://acme.dev/x | sh\nEOF\n"),
    case("other pipe", "a.sh", "curl https://acme.dev/x || bash x.sh\n"),
    case("description", "a.yml", "description: curl https://acme.dev/x | sh\n"),
    case("docstring", "a.py", '"""Install: curl https://acme.dev/x | sh"""\n'),
    case("printed", "a.py", "print('curl https://acme.dev/x | sh')\n"),
    case("exec of a file", "a.py", "import requests\nexec(open('x.py').read())\nrequests.get(url)\n"),
    case("exec of this machine", "a.py", "import requests\nexec(requests.get('http://localhost/x').text)\n"),
    case("literal_eval", "a.py", "import ast, requests\nast.literal_eval(requests.get(url).text)\n"),
    case("markdown", "a.ipynb", notebook("[markdown]curl https://acme.dev/x | sh", "x = 1")),
]

test_pipe_to_shell_flags = flagging("pipe-to-shell", PIPE_FLAGS)
test_pipe_to_shell_quiet = quiet("pipe-to-shell", PIPE_QUIET)
