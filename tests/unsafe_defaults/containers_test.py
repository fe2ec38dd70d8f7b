"""privileged-container: containers with the rights of their machine."""

from __future__ import annotations

from tests.cases import notebook
from tests.tables import case, flagging, quiet

SERVICE = "services:\n  a:\n    image: a\n"
POD = "apiVersion: v1\nkind: Pod\nspec:\n"
PRIVILEGED_CONTAINER_FLAGS = [
    case("compose", "compose.yaml", f"{SERVICE}    »privileged: true«\n"),
    case("capabilities", "compose.yaml", f"{SERVICE}    cap_add:\n      - NET_ADMIN\n      - »SYS_ADMIN«\n"),
    case("capabilities-flow", "compose.yaml", f"{SERVICE}    cap_add: [»ALL«]\n"),
    case("pid", "compose.yaml", f"{SERVICE}    »pid: host«\n"),
    case("network", "compose.yaml", f"{SERVICE}    »network_mode: host«\n"),
    case("quoted", "compose.yaml", f'{SERVICE}    »network_mode: "host«"\n'),
    case("socket", "compose.yaml", f"{SERVICE}    volumes:\n      - »/var/run/docker.sock:/var/run/docker.sock«\n"),
    case(
        "socket-read-only",
        "compose.yaml",
        f"{SERVICE}    volumes:\n      - »/var/run/docker.sock:/var/run/docker.sock:ro«\n",
    ),
    case(
        "socket-long",
        "compose.yaml",
        f"{SERVICE}    volumes:\n      - type: bind\n        »source: /var/run/docker.sock«\n        target: /s\n",
    ),
    case("disk", "compose.yaml", f"{SERVICE}    volumes:\n      - »/:/host:ro«\n"),
    case("seccomp", "compose.yaml", f"{SERVICE}    security_opt:\n      - »seccomp:unconfined«\n"),
    case(
        "kubernetes",
        "a.yaml",
        f"{POD}  containers:\n    - name: a\n      securityContext:\n        »privileged: true«\n",
    ),
    case(
        "kubernetes-add",
        "a.yaml",
        f'{POD}  containers:\n    - securityContext:\n        capabilities:\n          add: ["»SYS_ADMIN«"]\n',
    ),
    case("host-pid", "a.yaml", f"{POD}  »hostPID: true«\n  »hostNetwork: true«\n  »hostIPC: true«\n"),
    case(
        "host-path",
        "a.yaml",
        f"{POD}  volumes:\n    - hostPath:\n        »path: /«\n    - hostPath:\n        »path: /var/run/docker.sock«\n",
    ),
    case("helm-values", "values.yaml", "securityContext:\n  »privileged: true«\n"),
    case("run", "run.sh", "docker run --rm »--privileged« image\nsudo podman run -it »--privileged=true« image\n"),
    case("run-lines", "run.sh", "docker run -d \\\n  --gpus all \\\n  »--privileged« \\\n  image\n"),
    case("run-capability", "run.sh", "docker run »--cap-add=SYS_ADMIN« image\ndocker run »--cap-add ALL« image\n"),
    case("run-pid", "run.sh", "docker run »--pid=host« image\n"),
    case("run-disk", "run.sh", "docker run »-v /:/host« image\ndocker run »--volume=/:/mnt« image\n"),
    case("run-socket", "run.sh", "docker run »-v /var/run/docker.sock:/var/run/docker.sock« image\n"),
    case("run-mount", "run.sh", "docker run »--mount type=bind,source=/var/run/docker.sock,target=/s« image\n"),
    case("run-network", "run.sh", "docker run --gpus all »--net=host« image\ndocker run »--network host« image\n"),
    case("variable", "run.sh", '»DOCKER_ARGS="--gpus all --privileged"«\ndocker run $DOCKER_ARGS image\n'),
    case("worst", "run.sh", "docker run --net=host -v /var/run/docker.sock:/s »--privileged« image\n"),
    case("makefile", "Makefile", "run:\n\tdocker run »--privileged« image\n"),
    case("workflow", "ci.yml", "jobs:\n  a:\n    steps:\n      - run: docker run »--privileged« image\n"),
    case(
        "workflow-options",
        "ci.yml",
        "jobs:\n  a:\n    container:\n      image: a:1\n      options: »--privileged« --gpus all\n",
    ),
    case(
        "ray",
        "cluster.yaml",
        "docker:\n  image: a\n  run_options:\n    - --ulimit nofile=65536:65536\n    - »--privileged«\n",
    ),
    case(
        "devcontainer",
        ".devcontainer/devcontainer.json",
        '{"runArgs": [\n"»--cap-add=SYS_ADMIN«", "--gpus"], »"privileged": true«}\n',
    ),
    case("gitlab-runner", "config.toml", "[runners.docker]\n»privileged = true«\n"),
    case("bang", "a.ipynb", notebook("!docker run »--privileged« image", "%%bash\ndocker run »--pid=host« image")),
    case("subprocess", "a.py", "import subprocess\nsubprocess.run(['docker', 'run', '»--privileged«', image])\n"),
    case("os-system", "a.py", "import os\nos.system(f'docker run »--privileged« {image}')\n"),
    case("docker-py", "a.py", "import docker\ndocker.from_env().containers.run('a', »privileged=True«)\n"),
    case("docker-py-lists", "a.py", "client.containers.run('a', »cap_add=['SYS_ADMIN']«)\n"),
    case(
        "docker-py-volumes", "a.py", "client.containers.run('a', »volumes={'/var/run/docker.sock': {'bind': '/s'}}«)\n"
    ),
    case("kubernetes-client", "a.py", "from kubernetes import client\nclient.V1SecurityContext(»privileged=True«)\n"),
    case("pod-spec", "a.py", "k8s.V1PodSpec(containers=[], »host_pid=True«)\n"),
    case("dictionary", "a.py", "pod = {'securityContext': {»'privileged': True«}}\n"),
    case("batch", "a.py", "batch.register_job_definition(containerProperties={'image': 'a', »'privileged': True«})\n"),
    case("v1-capabilities", "a.py", "V1SecurityContext(capabilities=V1Capabilities(»add=['SYS_ADMIN']«))\n"),
    case("v1-host-path", "a.py", "V1HostPathVolumeSource(»path='/var/run/docker.sock'«)\n"),
    case("terraform", "main.tf", 'resource "docker_container" "a" {\n  »privileged = true«\n}\n'),
    case("profile", "a.yaml", f"{POD}  securityContext:\n    seccompProfile:\n      »type: Unconfined«\n"),
]
PRIVILEGED_CONTAINER_QUIET = [
    case(
        "false",
        "compose.yaml",
        f"{SERVICE}    privileged: false\n    cap_add: [NET_ADMIN, SYS_PTRACE]\n    ipc: host\n",
    ),
    case(
        "dropped",
        "compose.yaml",
        f"{SERVICE}    cap_drop:\n      - ALL\n    security_opt:\n      - no-new-privileges:true\n",
    ),
    case(
        "volumes",
        "compose.yaml",
        f"{SERVICE}    volumes:\n      - ./data:/data\n      - /data:/\n      - /dev/shm:/dev/shm\n",
    ),
    case("network", "compose.yaml", f"{SERVICE}    network_mode: bridge\n    pid: service:b\n    hostname: host\n"),
    case(
        "kubernetes",
        "a.yaml",
        f"{POD}  hostPID: false\n  containers:\n    - securityContext:\n        privileged: false\n",
    ),
    case(
        "kubernetes-drop",
        "a.yaml",
        f"{POD}  containers:\n    - securityContext:\n        capabilities:\n          drop: [ALL]\n",
    ),
    case("host-path", "a.yaml", f"{POD}  volumes:\n    - hostPath:\n        path: /data/models\n    - name: shm\n"),
    case("http-path", "a.yaml", f"{POD}  containers:\n    - readinessProbe:\n        httpGet:\n          path: /\n"),
    case("schema", "crd.yaml", "properties:\n  privileged:\n    type: boolean\n    description: privileged or not\n"),
    case("template", "values.yaml", 'a:\n  privileged: "{{ privileged }}"\n'),
    case("run", "run.sh", "docker run --gpus all --ipc=host --shm-size 8g -v /data:/data --cap-add SYS_PTRACE image\n"),
    case("run-off", "run.sh", "docker run --privileged=false image\ndocker run --pid=container:a --net bridge image\n"),
    case("build", "run.sh", "docker build --network=host .\ndocker network create host\npip install privileged\n"),
    case("other-program", "run.sh", "./configure --privileged\nlxc config set a security.privileged true\n"),
    case(
        "talk",
        "run.sh",
        "echo 'docker run --privileged image'\n# docker run --privileged\necho docker run --privileged image\n",
    ),
    case("docs", "README.md", "    docker run --privileged image\n"),
    case(
        "docker-py",
        "a.py",
        "client.containers.run('a', privileged=False, cap_add=['NET_ADMIN'], network_mode='bridge')\n",
    ),
    case("variable", "a.py", "client.containers.run('a', privileged=privileged, pid_mode=mode)\n"),
    case("user", "a.py", "user = {'email': 'a', 'privileged': True}\nUser(privileged=True)\nrun(privileged=level)\n"),
    case(
        "compared",
        "a.py",
        "assert spec['privileged'] is True\nif pid_mode == 'host':\n    raise ValueError('privileged')\n",
    ),
    case(
        "markdown",
        "a.ipynb",
        notebook("[markdown]docker run --privileged", "# docker run --privileged\nx = 'privileged'"),
    ),
    case("process", "config.yaml", "server:\n  port: 1\npid: host\nvolumes:\n  - data\n"),
]

test_privileged_container_flags = flagging("privileged-container", PRIVILEGED_CONTAINER_FLAGS)
test_privileged_container_quiet = quiet("privileged-container", PRIVILEGED_CONTAINER_QUIET)
