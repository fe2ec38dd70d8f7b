"""Names that a configuration lets a loader import and call: Hydra's `_target_`, the `loader_module` of MLflow."""

from __future__ import annotations

ANYTHING = frozenset(  # modules of which hardly a function is harmless in a configuration
    "subprocess pty posix nt _posixsubprocess runpy importlib imp zipimport pickle _pickle cPickle cloudpickle dill "
    "marshal shelve ctypes socket socketserver pdb bdb code codeop compileall py_compile pip ensurepip venv setuptools "
    "distutils webbrowser ftplib telnetlib smtplib paramiko fabric pexpect sh invoke lib2to3 idlelib pydoc doctest "
    "timeit cProfile profile trace antigravity winreg _winapi msvcrt commands popen2 multiprocessing.popen_fork "
    "urllib.request http.client requests httpx aiohttp torch.package".split()
)
FUNCTIONS = frozenset(
    "builtins.eval builtins.exec builtins.compile builtins.open builtins.__import__ builtins.setattr "
    "builtins.breakpoint builtins.input builtins.delattr io.open io.open_code codecs.open "
    "os.system os.popen os.remove os.unlink os.rmdir os.removedirs os.rename os.renames os.replace os.kill os.killpg "
    "os.fork os.forkpty os.startfile os.putenv os.unsetenv os.chmod os.chown os.symlink os.link os.truncate os.open "
    "os.fdopen os.chroot os.chdir os.dup2 os.abort os._exit os.setuid os.mkfifo "
    "shutil.rmtree shutil.move shutil.copy shutil.copy2 shutil.copyfile shutil.copytree shutil.unpack_archive "
    "shutil.make_archive shutil.chown pathlib.Path.unlink pathlib.Path.write_text pathlib.Path.write_bytes "
    "sys.settrace sys.setprofile sys.exit platform.popen site.addsitedir site.main pkgutil.resolve_name "
    "asyncio.create_subprocess_shell asyncio.create_subprocess_exec asyncio.run_coroutine_threadsafe "
    "atexit.register signal.signal threading.Timer multiprocessing.Process types.FunctionType types.CodeType "
    "urllib.request.urlretrieve wget.download gdown.download tempfile.mktemp sqlite3.connect "
    "torch.load torch.hub.load torch.hub.load_state_dict_from_url torch.utils.model_zoo.load_url torch.jit.load "
    "torch.serialization.load torch.utils.cpp_extension.load torch.utils.cpp_extension.load_inline "
    "torch.ops.load_library torch.classes.load_library torch.fx.Interpreter torch.distributed.rpc.rpc_sync "
    "joblib.load numpy.load numpy.lib.npyio.load pandas.read_pickle pandas.eval pandas.io.pickle.read_pickle "
    "yaml.load yaml.load_all yaml.unsafe_load yaml.full_load ruamel.yaml.load jsonpickle.decode "
    "sklearn.externals.joblib.load "
    "numexpr.evaluate cffi.FFI.dlopen".split()
)
PROGRAMS = ("exec", "spawn", "posix_spawn")  # how functions of `os` begin that run programs
HARMLESS = frozenset(("importlib.resources", "importlib.metadata", "multiprocessing.cpu_count", "requests.Session"))
ROOTS = frozenset("os subprocess sys builtins importlib shutil posix pty".split())  # also inside of other modules
INTERNALS = frozenset(
    "__globals__ __builtins__ __subclasses__ __import__ __reduce__ __class__ __dict__ __code__ __loader__ "
    "__spec__".split()
)
LIBRARIES = frozenset(
    "torch torchvision torchaudio torchmetrics torchtext pytorch_lightning lightning lightning_fabric transformers "
    "diffusers sentence_transformers accelerate peft datasets tokenizers sentencepiece timm nemo "
    "nemo_text_processing megatron apex transformer_engine hydra omegaconf numpy scipy sklearn pandas tensorflow "
    "keras jax flax optax xgboost lightgbm catboost mlflow wandb monai kornia einops librosa soundfile collections "
    "functools operator typing math datetime pathlib random itertools fractions decimal dataclasses enum "
    "string re".split()
)


def danger_of(target: str) -> str:
    """The part of a dotted name that runs code, reads or changes files, or loads pickles; empty for others."""
    parts = [part.lstrip("_") if part.lstrip("_") in ROOTS else part for part in target.split(".")]
    for start in range(len(parts)):
        if start and parts[start] not in ROOTS:
            continue
        name = ".".join(parts[start:])
        if _is_dangerous(name, parts[start:]):
            return name
    return next((part for part in parts if part in INTERNALS), "")


def _is_dangerous(name: str, parts: list[str]) -> bool:
    if len(parts) < 2 or ".".join(parts[:2]) in HARMLESS:
        return False
    if name in FUNCTIONS or parts[0] in ANYTHING or ".".join(parts[:2]) in ANYTHING:
        return True
    return parts[0] == "os" and len(parts) == 2 and parts[1].startswith(PROGRAMS)


def is_known(target: str) -> bool:
    """Whether the name is one of a library for machine learning, or of Python's harmless modules."""
    return target.partition(".")[0] in LIBRARIES
