"""Package indexes that everybody knows, so that naming one beside PyPI is no surprise.

Only what one publisher alone puts wheels on: a shared host (`pypi.anaconda.org`, `github.io`) counts with the
publisher's path. As public repositories use them, on 2026-11-22.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

# PyPI itself, and public copies of all of it: anybody may publish there, under any name that is free.
PUBLIC = (
    "pypi.org",
    "pypi.python.org",
    "files.pythonhosted.org",
    "mirror.baidu.com/pypi",
    "mirror.nju.edu.cn/pypi",
    "mirror.sjtu.edu.cn/pypi",
    "mirrors.163.com/pypi",
    "mirrors.aliyun.com/pypi",
    "mirrors.bfsu.edu.cn/pypi",
    "mirrors.cernet.edu.cn/pypi",
    "mirrors.cloud.tencent.com/pypi",
    "mirrors.huaweicloud.com/repository/pypi",
    "mirrors.pku.edu.cn/pypi",
    "mirrors.sustech.edu.cn/pypi",
    "mirrors.tencent.com/pypi",
    "mirrors.tencentyun.com/pypi",
    "mirrors.tuna.tsinghua.edu.cn/pypi",
    "mirrors.ustc.edu.cn/pypi",
    "mirrors.zju.edu.cn/pypi",
    "pypi.douban.com",
    "pypi.doubanio.com",
    "pypi.mirrors.ustc.edu.cn",
    "pypi.tuna.tsinghua.edu.cn",
    "repo.huaweicloud.com/repository/pypi",
)
# Where uploads are tried out: anybody may publish there what has another owner on PyPI.
TESTING = ("test.pypi.org", "testpypi.python.org")
KNOWN = (
    # PyTorch and what is built on it
    "abetlen.github.io/llama-cpp-python",
    "data.dgl.ai/wheels",
    "data.pyg.org",
    "docs.sglang.ai/whl",
    "download.openmmlab.com",
    "download.pytorch.org",
    "download-r2.pytorch.org",
    "flashinfer.ai/whl",
    "huggingface.github.io/autogptq-index",
    "mlc.ai/wheels",
    "wheels.vllm.ai",
    # JAX, TensorFlow and TPUs
    "storage.googleapis.com/jax-releases",
    "storage.googleapis.com/libtpu-releases",
    "storage.googleapis.com/libtpu-wheels",
    "storage.googleapis.com/pytorch-xla-releases",
    "storage.googleapis.com/tpu-pytorch",
    "us-python.pkg.dev/ml-oss-artifacts-published",
    # makers of hardware
    "developer.download.nvidia.com",
    "developer.download.nvidia.cn",
    "mirrors.huaweicloud.com/ascend",
    "pip.repos.neuron.amazonaws.com",
    "pypi.anaconda.org/intel",
    "pypi.jetson-ai-lab.dev",
    "pypi.jetson-ai-lab.io",
    "pypi.ngc.nvidia.com",
    "pypi.nvidia.cn",
    "pypi.nvidia.com",
    "pytorch-extension.intel.com",
    "repo.huaweicloud.com/ascend",
    "repo.radeon.com",
    "rocm.nightlies.amd.com",
    "storage.openvinotoolkit.org",
    "triton-ascend.osinfra.cn/pypi",
    "vault.habana.ai/artifactory/api/pypi/gaudi-python",
    "www.piwheels.org",
    # other frameworks
    "aiinfra.pkgs.visualstudio.com/publicpackages/_packaging",
    "dl.modular.com/public",
    "paddle-whl.bj.bcebos.com",
    "pkgs.dev.azure.com/onnxruntime/onnxruntime/_packaging",
    "pypi.anaconda.org/rapidsai-wheels-nightly",
    "pypi.anaconda.org/scientific-python-nightly-wheels",
    "pypi.anaconda.org/scipy-wheels-nightly",
    "pypi.fury.io/arrow-nightlies",
    "pypi.fury.io/lancedb",
    "whl.modular.com",
    "www.paddlepaddle.org.cn/packages",
    "www.paddlepaddle.org.cn/whl",
)


def is_public(host: str, path: str) -> bool:
    """Whether anybody may publish on an index: PyPI, or a copy of it."""
    return is_listed(host, path, PUBLIC)


def is_known(host: str, path: str) -> bool:
    """Whether an index belongs to a publisher that everybody knows."""
    return is_listed(host, path, KNOWN)


def is_listed(host: str, path: str, entries: Iterable[str]) -> bool:
    """Whether one of the entries, `host` or `host/path`, covers an index; `host` and `path` are in lower case."""
    place = f"{host}/{path}/"
    return any([place.startswith(f"{_plain(entry)}/") for entry in entries])


def _plain(entry: str) -> str:
    """An entry as people may write it, too: `https://Host/path/`."""
    return entry.rpartition("://")[2].lower().strip("/")
