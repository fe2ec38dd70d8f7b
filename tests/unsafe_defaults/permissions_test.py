"""world-access: modes that let every user write."""

from __future__ import annotations

from tests.cases import notebook
from tests.tables import case, flagging, quiet

WORLD_ACCESS_FLAGS = [
    case("os-chmod", "a.py", "import os\nos.chmod(path, »0o777«)\n"),
    case("os-chmod-666", "a.py", "import os\nos.chmod(path, »0o666«)\n"),
    case("imported", "a.py", "from os import chmod as set_mode\nset_mode('x', mode=»0o777«)\n"),
    case("decimal", "a.py", "import os\nos.chmod('x', »511«)\n"),
    case("decimal-666", "a.py", "import os\nos.chmod('x', »438«)\n"),
    case("setgid", "a.py", "import os\nos.chmod('x', »0o2777«)\n"),
    case("path", "a.py", "from pathlib import Path\nPath('x').chmod(»0o777«)\n"),
    case("path-keyword", "a.py", "p.chmod(mode=»0o722«)\n"),
    case("fchmod", "a.py", "import os\nos.fchmod(f.fileno(), »0o666«)\n"),
    case("sftp", "a.py", "sftp.chmod('/data', »0o777«)\n"),
    case("stat", "a.py", "import os, stat\nos.chmod('x', »stat.S_IRWXU | stat.S_IRWXG | stat.S_IRWXO«)\n"),
    case(
        "stat-or-ed", "a.py", "import os\nfrom stat import S_IWOTH\nos.chmod('x', »os.stat('x').st_mode | S_IWOTH«)\n"
    ),
    case("constant", "a.py", "import os\nMODE = 0o777\ndef f(p):\n    os.chmod(p, »MODE«)\n"),
    case("umask", "a.py", "import os\nos.umask(»0«)\n"),
    case("umask-000", "a.py", "import os\nold = os.umask(»0o000«)\nos.makedirs('x')\nos.umask(old)\n"),
    case("cells", "a.ipynb", notebook("import os", "os.chmod('data', »0o777«)")),
    case("bang", "a.ipynb", notebook("!chmod »777« run.sh\n!chmod -R »a+rwx« /content/drive")),
    case("bash-cell", "a.ipynb", notebook("%%bash\nsudo chmod -R »0777« /data\n")),
    case("shell", "run.sh", "chmod -R »777« /data && chmod »666« x\n"),
    case("symbolic", "run.sh", "chmod »a+w« x\nchmod »o+w« x\nchmod »ugo+rwx« x\nchmod »u=rwx,g=rwx,o=rwx« x\n"),
    case("find", "run.sh", "find /data -type f -exec chmod »666« {} \\;\nfind . -print0 | xargs -0 chmod »777«\n"),
    case("umask-shell", "run.sh", "umask »000«\numask »0«\n"),
    case("mkdir", "run.sh", "mkdir -p -m »777« /scratch\ninstall -m »0666« a b\nmkdir --mode=»777« /x\n"),
    case("hdfs", "run.sh", "hdfs dfs -chmod -R »777« /user\n"),
    case("setfacl", "run.sh", "setfacl -m »o::rwx« /data\n"),
    case("docker-run", "Dockerfile", "FROM python:3.12\nRUN mkdir /app && \\\n    chmod -R »777« /app\n"),
    case(
        "docker-copy", "Dockerfile", "FROM python:3.12\nCOPY »--chmod=777« a /a\nADD --chown=me »--chmod=0777« b /b\n"
    ),
    case("subprocess", "a.py", "import subprocess\nsubprocess.run(['chmod', '-R', '»777«', path])\n"),
    case("os-system", "a.py", "import os\nos.system(f'chmod -R »777« {path}')\n"),
    case(
        "workflow",
        "ci.yml",
        "jobs:\n  a:\n    steps:\n      - run: |\n          sudo chmod »a+rw« /var/run/docker.sock\n",
    ),
    case("makefile", "Makefile", "data:\n\tchmod -R »777« data\n"),
    case(
        "kubernetes", "a.yaml", "spec:\n  volumes:\n    - secret:\n        secretName: a\n        »defaultMode: 0777«\n"
    ),
    case("kubernetes-decimal", "a.yaml", "volumes:\n  - configMap:\n      »defaultMode: 511«\n"),
    case(
        "ansible", "a.yml", '- file:\n    path: /data\n    »mode: "0777«"\n- copy:\n    dest: /x\n    »mode: a+rwx«\n'
    ),
    case("int", "a.py", "import os\nos.chmod('x', »int('777', 8)«)\n"),
    case("terraform", "main.tf", 'resource "local_file" "a" {\n  »file_permission = "0777«"\n}\n'),
    case("with-type", "a.py", "import os\nos.chmod('x', »0o100777«)\n"),
]
WORLD_ACCESS_QUIET = [
    case(
        "755",
        "a.py",
        "import os\nos.chmod('x', 0o755)\nos.chmod('x', 0o644)\nos.chmod('x', 0o750)\nos.chmod('x', 0o775)\n",
    ),
    case("sticky", "a.py", "import os\nos.chmod('/tmp/x', 0o1777)\n"),
    case(
        "makedirs",
        "a.py",
        "import os\nos.makedirs('x', mode=0o777, exist_ok=True)\nos.mkdir('x', 0o777)\n# chmod 777\n",
    ),
    case("execute-bit", "a.py", "import os, stat\nos.chmod('x', os.stat('x').st_mode | stat.S_IXOTH | stat.S_IROTH)\n"),
    case("taken-away", "a.py", "import os, stat\nos.chmod('x', os.stat('x').st_mode & ~stat.S_IWOTH)\n"),
    case("variable", "a.py", "import os\ndef f(path, mode):\n    os.chmod(path, mode)\n"),
    case("read-umask", "a.py", "import os\ndef f():\n    mask = os.umask(0)\n    os.umask(mask)\n    return mask\n"),
    case("umask-077", "a.py", "import os\nos.umask(0o077)\nos.umask(0o022)\n"),
    case("decimal-777", "a.py", "import os\nos.chmod('x', 755)\n"),
    case("compared", "a.py", "import os\nassert oct(os.stat('x').st_mode & 0o777) == '0o777'\nprint('chmod 777 it')\n"),
    case("docstring", "a.py", '"""Run chmod 777 first."""\n'),
    case("markdown", "a.ipynb", notebook("[markdown]`chmod 777 x`", "# chmod 777 x\nx = 'chmod 777 x'")),
    case("shell", "run.sh", "chmod 755 x\nchmod +x x\nchmod u+x,g+x x\nchmod -R 700 x\nchmod 1777 /tmp\nchmod +w x\n"),
    case(
        "taken-away-shell",
        "run.sh",
        "chmod o-w x\nchmod go-rwx x\nchmod a-w x\nchmod o+r x\nchmod a+x,u+w x\nchmod u=rwX,go=rX x\n",
    ),
    case("talk", "run.sh", "echo 'please run chmod 777 /data'\n# chmod 777 x\ngrep 'chmod 777' x\n"),
    case("umask", "run.sh", "umask 077\numask 0022\numask\n"),
    case("mkdir", "run.sh", "mkdir -m 755 777\ninstall -m 644 a b\n"),
    case(
        "docker",
        "Dockerfile",
        "FROM python:3.12\nCOPY --chmod=755 a /a\nRUN chmod +x /a && chmod g+rwX /b\n# RUN chmod 777 /a\n",
    ),
    case(
        "kubernetes",
        "a.yaml",
        "volumes:\n  - configMap:\n      defaultMode: 0555\n  - secret:\n      defaultMode: 420\n",
    ),
    case("other-mode", "a.yaml", "logging:\n  mode: 777\ntrain:\n  mode: a\n"),
    case("ansible", "a.yml", '- file:\n    path: /data\n    mode: "0755"\n'),
    case("file-mode-word", "a.py", "open('chmod777', mode='w')\n"),
]

test_world_access_flags = flagging("world-access", WORLD_ACCESS_FLAGS)
test_world_access_quiet = quiet("world-access", WORLD_ACCESS_QUIET)
