"""What a pickle calls to run code, read or write files, or reach the network: names, one call each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.models.case import Case
from tests.model_files.assemble import call, dict_, global_, pickle, stack_global, state_dict, text, torch_zip

if TYPE_CHECKING:
    from collections.abc import Iterator

# Named by advisories, or on the lists of picklescan, fickling and modelscan.
LISTED = """
os: system popen execv execl spawnl spawnv posix_spawn startfile remove putenv fork kill rename
posix: system popen execv remove
nt: system
subprocess: Popen call run check_call check_output getoutput getstatusoutput
builtins: eval exec compile open __import__ getattr breakpoint input setattr delattr globals vars
__builtin__: eval exec compile open execfile apply file reload __import__
commands: getoutput getstatusoutput
pty: spawn
runpy: run_path run_module _run_code
sys: exit modules settrace setprofile
shutil: rmtree copy move copyfile make_archive unpack_archive
socket: socket create_connection getaddrinfo
ssl: get_server_certificate SSLContext
http.client: HTTPConnection HTTPSConnection
httplib: HTTPSConnection
requests.api: get post
requests: get post
aiohttp: ClientSession
aiohttp.client: ClientSession
urllib.request: urlopen urlretrieve
webbrowser: open open_new
pickle: loads load Unpickler
_pickle: loads load Unpickler
dill: loads
marshal: loads load
types: CodeType FunctionType
importlib: import_module reload
importlib.machinery: SourceFileLoader
functools: reduce
code: InteractiveInterpreter.runcode interact InteractiveInterpreter InteractiveConsole
codeop: compile_command
bdb: Bdb.run Bdb
pdb: run runeval Pdb
profile: run runctx Profile.run Profile.runctx
cProfile: run runctx
timeit: timeit repeat Timer
trace: Trace.run Trace.runctx
doctest: debug_script testsource
pydoc: pipepager locate tempfilepager
pkgutil: resolve_name get_loader
ensurepip: _run_pip bootstrap
pip: main
pip._internal: main
venv: create EnvBuilder
uuid: _get_command_stdout _popen
imaplib: IMAP4_stream IMAP4
_osx_support: _read_output _find_build_tool
_aix_support: _read_cmd_output
_pyrepl.pager: pipe_pager tempfile_pager
test.support.script_helper: assert_python_ok spawn_python
idlelib.autocomplete: AutoComplete.get_entity AutoComplete.fetch_completions
idlelib.calltip: Calltip.fetch_tip get_entity
idlelib.debugobj: ObjectTreeItem.SetText
idlelib.pyshell: ModifiedInterpreter.runcode ModifiedInterpreter.runcommand
idlelib.run: Executive.runcode
lib2to3.pgen2.grammar: Grammar.loads
lib2to3.pgen2.pgen: ParserGenerator.make_label
logging: FileHandler
logging.config: dictConfig listen fileConfig
_io: FileIO open
io: FileIO open open_code
ctypes: CDLL cdll pythonapi
ctypes.util: find_library
distutils.file_util: write_file copy_file
distutils.spawn: spawn
asyncio: create_subprocess_shell run
asyncio.unix_events: _UnixSubprocessTransport._start
multiprocessing: Process Pool
multiprocessing.util: spawnv_passfds
_posixsubprocess: fork_exec
_interpreters: exec run_string
_xxsubinterpreters: run_string
site: addpackage execsitecustomize main
atexit: register _run_exitfuncs
_thread: start_new_thread
threading: Thread Timer
gc: get_objects get_referrers
signal: signal
imp: load_source
pipes: Template
zipimport: zipimporter
cloudpickle.cloudpickle: _builtin_type _make_function _function_setstate _make_cell subimport
numpy.f2py.crackfortran: getlincoef _eval_length
numpy.f2py: compile
numpy.testing._private.utils: runstring
numpy.distutils.exec_command: exec_command
torch: load compile
torch.hub: load load_state_dict_from_url
torch.serialization: load
torch.jit: load
torch._dynamo.guards: GuardBuilder.get
torch._inductor.codecache: compile_file
torch.fx.experimental.symbolic_shapes: ShapeEnv.evaluate_guards_expression
torch.jit.unsupported_tensor_ops: execWrapper
torch.utils._config_module: ConfigModule.load_config
torch.utils.bottleneck.__main__: run_cprofile run_autograd_prof
torch.utils.collect_env: run run_and_read_all
torch.utils.data.datapipes.utils.decoder: basichandlers
joblib: load
sklearn.externals.joblib: load
nltk.data: load
"""

# On nobody's list when this was written, as far as we know.
FRESH = """
zipapp: create_archive main
compileall: compile_dir compile_path
py_compile: compile
importlib.util: spec_from_file_location
importlib._bootstrap: _call_with_frames_removed _load_unlocked
importlib._bootstrap_external: _get_supported_file_loaders
shelve: open DbfilenameShelf
dbm: open
dbm.dumb: open
sqlite3: connect
sqlite3.dbapi2: connect
_sqlite3: connect
tokenize: open
fileinput: input
linecache: getlines updatecache
mailcap: findmatch
tempfile: NamedTemporaryFile mkdtemp
tarfile: open
zipfile: ZipFile
gzip: open GzipFile
bz2: open
lzma: open
codecs: open
mmap: mmap
smtplib: SMTP
ftplib: FTP
telnetlib: Telnet
poplib: POP3
xmlrpc.client: ServerProxy
http.server: test
socketserver: TCPServer
wsgiref.simple_server: make_server
multiprocessing.popen_fork: Popen
multiprocessing.spawn: spawn_main _main
multiprocessing.connection: Client
multiprocessing.forkserver: main
multiprocessing.reduction: recv_handle
concurrent.futures.process: _process_worker
_testcapi: run_in_subinterp
turtle: write_docstringdict
tkinter: Tcl
curses: wrapper
contextlib: ExitStack
sched: scheduler
weakref: finalize
itertools: starmap
builtins: map filter
operator: call
copyreg: add_extension pickle
logging.handlers: SocketHandler HTTPHandler
platform: popen _syscmd_file
rlcompleter: Completer
unittest.mock: _importer patch
unittest: main
typing: get_type_hints _eval_type
dataclasses: _create_fn make_dataclass
string: Formatter
xml.sax.saxutils: prepare_input_source
distutils.core: run_setup
setuptools._distutils.spawn: spawn
setuptools.sandbox: run_setup
pkg_resources: run_script load_entry_point
readline: read_init_file
faulthandler: _sigsegv
inspect: getattr_static getsource
pyclbr: readmodule
modulefinder: ModuleFinder
plistlib: load
pathlib: Path.write_text Path.unlink Path.open
netrc: netrc
glob: glob
fcntl: ioctl
resource: setrlimit
crypt: crypt
numpy: load fromfile memmap save savetxt genfromtxt loadtxt DataSource
numpy.lib.npyio: load
numpy.lib._datasource: open
numpy.ctypeslib: load_library
numpy.testing: rundocs measure
numpy.lib.utils: safe_eval
pandas: read_pickle read_csv eval read_sql read_html DataFrame.to_csv
pandas.io.pickle: read_pickle
pandas.io.common: get_handle
pandas.core.computation.eval: eval
sklearn.datasets: fetch_openml load_files
sklearn.datasets._base: _fetch_remote
joblib.numpy_pickle: load _unpickle
joblib.memory: Memory
joblib._utils: eval_expr
joblib.externals.loky.process_executor: _process_worker
joblib.externals.cloudpickle.cloudpickle: _make_function subimport
scipy.io: loadmat
scipy.weave: inline
torch.utils.cpp_extension: load load_inline
torch.package: PackageImporter
torch.ops: load_library
torch.classes: load_library
torch.distributed.rpc.internal: _run_function deserialize
torch.fx.graph_module: _forward_from_src reduce_graph_module _exec_with_source reduce_package_graph_module
torch.jit._script: script
torch._inductor.runtime.compile_tasks: _reload_python_module
torch.multiprocessing: spawn
torch.testing._internal.common_utils: shell
torch._utils: _import_dotted_name
torch: from_file save
torch._appdirs: user_data_dir
torch.utils.tensorboard: SummaryWriter
torchvision.datasets.utils: download_url
transformers.dynamic_module_utils: get_class_in_module get_class_from_dynamic_module
transformers: pipeline AutoModel.from_pretrained
datasets: load_dataset load_from_disk
huggingface_hub: snapshot_download hf_hub_download
keras.models: load_model
keras.src.utils.python_utils: func_load
keras.saving: deserialize_keras_object
keras.utils: get_file
tensorflow: py_function
tensorflow.python.ops.gen_io_ops: read_file write_file
tensorflow.python.framework.load_library: load_op_library
onnxruntime: InferenceSession
xgboost.core: _load_lib
mlflow.pyfunc: load_model
mlflow.projects: run
dill._dill: _create_function _import_module _load_type
cloudpickle: loads
jsonpickle: decode
yaml: unsafe_load load
pydantic.v1.utils: import_string
hydra.utils: instantiate
IPython.utils.process: system
IPython.utils._process_posix: system
jinja2: Template
mako.template: Template
sqlalchemy: create_engine
django.utils.module_loading: import_string
werkzeug.utils: import_string
twisted.python.reflect: namedAny
spacy.util: load_model
gensim.utils: unpickle
statsmodels.iolib.smpickle: load_pickle
patsy.eval: EvalEnvironment.eval
sympy: sympify
sympy.parsing.sympy_parser: parse_expr
numexpr: evaluate
numba.core.serialize: _unpickle__CustomPickled _rebuild_reduction
cffi.verifier: Verifier
ray.cloudpickle: loads
fsspec: open
smart_open: open
httpx: get
paramiko: SSHClient
sh: Command
invoke: run
pexpect: spawn run
psutil: Popen
git: Git.execute
pytest: main
decorator: FunctionMaker.create
attr._make: _compile_and_eval
six: exec_
past.builtins: execfile
"""

# Through the attributes of modules that look innocent.
TRAVERSAL = """
random: _os.system
enum: bltns.eval
dataclasses: builtins.exec
collections: _sys.modules.get
uuid: os.system
logging: os.popen
argparse: _os.execv
numpy: __builtins__.get
numpy.random: __builtins__.__getitem__
torch: os.system
torch.serialization: os.system
torch._utils: sys.modules.__getitem__
torch.storage: io.open
torch._tensor: os.remove
pandas.io.common: os.system
pandas.io.pickle: pickle.loads
sklearn: os.system
sklearn.base: importlib.import_module
joblib.numpy_pickle: pickle.loads
joblib.numpy_pickle_utils: io.open
scipy._lib._util: functools.partial
collections: OrderedDict.__init__.__globals__
collections: OrderedDict.__class__.__base__.__subclasses__
datetime: datetime.__class__.mro
builtins: object.__subclasses__
builtins: type.__call__
builtins: str.__class__.__getattribute__
builtins: dict.fromkeys.__self__.__base__.__subclasses__
collections: namedtuple.__globals__.__getitem__
_collections_abc: sys.modules.get
copyreg: _reconstructor.__globals__.get
numpy.core.multiarray: _reconstruct.__globals__.get
numpy: ndarray.tofile
torch: FloatStorage.from_file
functools: partial.__new__
transformers: utils.import_utils.importlib.import_module
xgboost.core: ctypes.CDLL
lightgbm.basic: ctypes.cdll.LoadLibrary
"""


def cases() -> Iterator[Case]:
    """Every name, in turns as a raw pickle of protocol 2 or 4, and inside a checkpoint of torch.save."""
    for family, table in (("listed gadget", LISTED), ("fresh gadget", FRESH), ("traversal", TRAVERSAL)):
        for number, (module, name) in enumerate(_names(table)):
            yield _case(family, module, name, 1 if family == "traversal" else number % 3)


def _names(table: str) -> Iterator[tuple[str, str]]:
    for line in table.split("\n"):
        module, _, names = line.partition(": ")
        for name in names.split():
            yield module, name


def _case(family: str, module: str, name: str, kind: int) -> Case:
    label = f"{module}.{name}"
    if kind == 0:
        return Case(family, f"{label}.pkl", pickle(call(global_(module, name), text("true")), protocol=2))
    if kind == 1:
        gadget = call(stack_global(module, name), text("true"))
        return Case(family, f"{label}.pkl", pickle(dict_((text("weights"), gadget)), framed=True))
    stream = state_dict((text("config"), call(global_(module, name), text("true"))))
    return Case(family, f"{label}.pt", torch_zip(stream))
