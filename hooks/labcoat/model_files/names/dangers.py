"""What names that no model needs can do: for messages, since every name that is on no list is reported anyway."""

from __future__ import annotations

COMMANDS = "runs commands"
CODE = "runs Python code"
OWN = "carries Python code of its own"
PICKLE = "loads another pickle"
NATIVE = "loads native code"
NETWORK = "opens network connections"
FILES = "reads, writes or deletes files"
IMPORTS = "imports any module"
REACHES = "reaches any attribute of what it is given"
CALLS = "calls any function that it is given"
STATE = "changes the interpreter that loads it"
TALKS = "asks whoever loads it, or shows something"
COMPUTES = "computes names that the file does not show"
EXITS = "stops or blocks whoever loads it"

# What a module's names do, those of the modules below it included; and single names.
_TABLE = {
    COMMANDS: """
        os posix nt ntpath.os posixpath.os subprocess _posixsubprocess _winapi pty popen2 commands os2 ce
        pipes sh invoke pexpect psutil plumbum fabric paramiko git distutils setuptools pkg_resources pip
        ensurepip venv virtualenv conda asyncio.create_subprocess_shell asyncio.create_subprocess_exec
        asyncio.subprocess asyncio.unix_events asyncio.base_subprocess multiprocessing.util.spawnv_passfds
        multiprocessing.popen_fork multiprocessing.popen_spawn_posix multiprocessing.popen_spawn_win32
        uuid._get_command_stdout uuid._popen _osx_support _aix_support pydoc.pipepager pydoc.tempfilepager
        _pyrepl webbrowser antigravity numpy.distutils numpy.f2py scipy.weave torch.utils.collect_env
        torch.utils.cpp_extension torch._inductor torch.testing._internal torch.multiprocessing
        torch.distributed.elastic torch.distributed.launch IPython nbconvert mailcap platform.popen
        platform._syscmd_file platform._syscmd_ver imaplib.IMAP4_stream cffi.verifier cffi.ffiplatform
        test.support mlflow.projects dask.distributed ray.util
    """,
    CODE: """
        builtins.eval builtins.exec builtins.compile builtins.execfile builtins.input builtins.breakpoint code
        codeop bdb pdb profile cProfile timeit trace doctest runpy lib2to3 idlelib unittest test site hotshot
        cgitb rlcompleter compileall py_compile zipapp pyclbr modulefinder turtle tkinter Tkinter
        curses.wrapper _interpreters _xxsubinterpreters _testcapi interpreters concurrent.interpreters
        typing.get_type_hints typing._eval_type typing.ForwardRef annotationlib dataclasses.make_dataclass
        dataclasses._create_fn collections.namedtuple enum._decompose logging.config string.Formatter
        numpy.testing numpy.lib.utils.safe_eval pandas.eval pandas.core.computation pandas.DataFrame.eval
        pandas.DataFrame.query numexpr sympy patsy joblib._utils.eval_expr torch._dynamo torch.fx
        torch.utils._config_module torch.utils.bottleneck torch.jit torch._C._jit_pass_inline torch.compile
        torch.package torch.hub torch.onnx torch._classes torch._ops torch.ops torch.classes
        torch.distributed.rpc torch.distributed torch.export torch._export jinja2 mako genshi IPython.core
        js2py execjs pyximport Cython attr._make six past.builtins decorator decorators werkzeug.debug
        keras.layers.Lambda keras.src.layers.core.lambda_layer tensorflow.py_function
        tensorflow.numpy_function tensorflow.python.ops.script_ops jsonpickle sre_compile sre_parse pytest
        _pytest nose hypothesis numba cloudpickle.cloudpickle_fast transformers.pipeline
        transformers.pipelines transformers.dynamic_module_utils sqlalchemy
    """,
    OWN: """
        types.CodeType types.FunctionType types.LambdaType types.new_class types.coroutine types.CellType
        marshal new cloudpickle dill._dill dill.dill joblib.externals.cloudpickle ray.cloudpickle
        pyspark.cloudpickle pyspark.serializers loky.cloudpickle_wrapper torch._lazy builtins.function
        keras.src.utils.python_utils.func_load keras.utils.generic_utils.func_load numba.core.serialize
    """,
    PICKLE: """
        pickle _pickle cPickle _compat_pickle pickletools shelve dill cloudpickle.loads cloudpickle.load
        joblib.load joblib.numpy_pickle.load joblib.numpy_pickle._unpickle
        joblib.numpy_pickle_compat.load_compatibility joblib.externals.loky loky ray torch.load
        torch.serialization numpy.load numpy.lib.npyio numpy.lib._npyio_impl numpy.lib.format numpy.loads
        numpy.core.load pandas.read_pickle pandas.io.pickle sklearn.externals.joblib.load
        gensim.utils.unpickle gensim.utils.SaveLoad nltk.data statsmodels.iolib.smpickle statsmodels.iolib.api
        torch.storage._load_from_bytes multiprocessing.reduction multiprocessing.connection _multiprocessing
        pandas.compat.pickle_compat spacy.util.load_model keras.models keras.saving mlflow yaml ruamel
        jsonpickle.decode srsly spacy.vocab.unpickle_vocab spacy.tokens.doc.unpickle_doc
        spacy.tokens._serialize.unpickle_bin spacy.matcher.matcher.unpickle_matcher
        spacy.matcher.phrasematcher.unpickle_matcher
        stable_baselines3.common.vec_env.base_vec_env.CloudpickleWrapper celery kombu redis
        sklearn.datasets.load_files zodbpickle ZODB persistent keras.src.saving.keras_saveable
    """,
    NATIVE: """
        ctypes _ctypes cffi _cffi_backend numpy.ctypeslib llvmlite torch._C._load torch.ops.load_library
        torch.classes.load_library tensorflow.python.framework.load_library tensorflow.load_op_library
        tensorflow.load_library onnxruntime xgboost.core._load_lib lightgbm.libpath ctypes.util
        imp.load_dynamic _imp importlib.machinery.ExtensionFileLoader
    """,
    NETWORK: """
        socket _socket ssl _ssl http httplib urllib urllib2 urllib3 requests.api requests.get requests.post
        requests.request requests.put requests.delete requests.head requests.Session requests.sessions httpx
        aiohttp ftplib smtplib smtpd poplib imaplib nntplib telnetlib xmlrpc xmlrpclib SimpleHTTPServer
        BaseHTTPServer socketserver SocketServer asyncore asynchat wsgiref selectors select asyncio websocket
        websockets tornado twisted flask django huggingface_hub torch.hub.load_state_dict_from_url
        torchvision.datasets sklearn.datasets._base sklearn.datasets.fetch_openml
        sklearn.datasets.fetch_california_housing keras.utils.get_file keras.utils.data_utils boto boto3
        botocore azure pymongo psycopg2 grpc zmq paramiko.SSHClient torch.utils.tensorboard tensorboard
        tensorboardX wandb comet_ml neptune logging.handlers fsspec smart_open s3fs gcsfs
        datasets.load_dataset datasets.load_from_disk datasets.load httpcore dns ldap
    """,
    FILES: """
        builtins.open builtins.file io.open io.open_code io.FileIO _io.open _io.open_code _io.FileIO _pyio
        shutil tempfile glob fileinput linecache zipfile tarfile gzip bz2 lzma codecs.open mmap dbm anydbm
        gdbm dbhash bsddb sqlite3 _sqlite3 netrc plistlib tokenize.open logging.FileHandler numpy.fromfile
        numpy.memmap numpy.save numpy.savez numpy.savetxt numpy.genfromtxt numpy.loadtxt numpy.DataSource
        numpy.core.memmap numpy.lib._datasource numpy.fromregex numpy.recfromcsv numpy.tofile pandas.io
        pandas.read_csv pandas.read_sql pandas.read_html pandas.read_json pandas.read_excel
        pandas.read_parquet pandas.read_hdf pandas.read_feather pandas.read_table pandas.HDFStore
        pandas.ExcelWriter pandas.ExcelFile scipy.io torch.save torch.from_file torch._C.PyTorchFileReader
        torch._C.PyTorchFileWriter joblib.dump joblib.Memory joblib.memory.MemorizedResult
        joblib.memory.MemorizedFunc joblib.numpy_pickle.dump joblib._store_backends joblib.disk datasets.utils
        tensorflow.python.ops.gen_io_ops tensorflow.python.lib.io tensorflow.io PIL.Image.open xml lxml
        distutils.file_util posixpath ntpath genericpath macpath dircache filecmp readline
        pathlib.Path.write_text pathlib.Path.write_bytes pathlib.Path.unlink pathlib.Path.open
        pathlib.Path.read_text pathlib.Path.read_bytes pathlib.Path.rename pathlib.Path.rmdir
        pathlib.Path.touch pathlib.Path.mkdir
    """,
    IMPORTS: """
        builtins.__import__ builtins.__loader__ builtins.__build_class__ builtins.reload importlib imp pkgutil
        zipimport inspect pydoc torch._utils._import_dotted_name hydra omegaconf.resolvers xml.sax ihooks
        imputil django.utils.module_loading pydantic.v1.utils.import_string dill._dill._import_module
        _frozen_importlib _frozen_importlib_external spacy.registry catalogue confection
    """,
    REACHES: """
        builtins.getattr builtins.setattr builtins.delattr builtins.hasattr builtins.vars builtins.globals
        builtins.locals builtins.dir builtins.__dict__ builtins.type operator.attrgetter _operator.attrgetter
        operator.itemgetter _operator.itemgetter gc _weakref.getweakrefs functools.cached_property
        builtins.super builtins.memoryview builtins.classmethod builtins.staticmethod builtins.property
        types.MethodType types.ModuleType types.DynamicClassAttribute types.SimpleNamespace.__dict__
    """,
    CALLS: """
        builtins.map builtins.filter builtins.apply builtins.reduce builtins.sorted builtins.max builtins.min
        builtins.next builtins.iter functools.reduce functools.cmp_to_key functools.singledispatch
        functools.lru_cache functools.cache functools.partialmethod functools.total_ordering operator
        _operator _functools.reduce _functools.cmp_to_key itertools.starmap itertools.imap itertools.ifilter
        itertools.takewhile itertools.dropwhile itertools.accumulate itertools.groupby threading _thread
        thread multiprocessing concurrent sched atexit contextlib weakref _weakref queue.SimpleQueue
        dummy_threading numpy.apply_along_axis numpy.vectorize numpy.frompyfunc numpy.fromfunction
        numpy.piecewise numpy.apply_over_axes pandas.DataFrame.apply torch.utils.data toolz cytoolz
        joblib.parallel joblib.Parallel joblib.delayed signal unittest.mock mock types.GenericAlias
        copyreg.pickle
    """,
    STATE: """
        sys gc.disable copyreg.add_extension copyreg.remove_extension copyreg.clear_extension_cache
        faulthandler resource fcntl termios tty grp pwd spwd crypt warnings.warn_explicit locale.setlocale
        audioop _ast torch.set_default_tensor_type builtins.__debug__ tracemalloc
    """,
    TALKS: "builtins.print builtins.help builtins.raw_input getpass curses cmd tkinter.messagebox turtledemo",
    COMPUTES: """
        base64 binascii codecs _codecs zlib builtins.bytes.decode builtins.bytes.fromhex builtins.str.join
        string builtins.chr builtins.format builtins.str.format quopri uu binhex builtins.unichr
    """,
    EXITS: "builtins.exit builtins.quit builtins.SystemExit time.sleep _sitebuiltins time",
}


_known: dict[str, str] = {}


def danger(module: str, name: str) -> str:
    """What a name can do: `runs commands`; empty where that is not known."""
    if not _known:
        _known.update({known: what for what, names in _TABLE.items() for known in names.split()})
    parts = f"{module}.{name}".split(".")
    for end in range(len(parts), 0, -1):
        what = _known.get(".".join(parts[:end]))
        if what:
            return what
    return ""
