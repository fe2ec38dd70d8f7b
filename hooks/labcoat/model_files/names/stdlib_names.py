"""Names of the standard library, of Python 2 and 3."""

from __future__ import annotations

# Harmless, whatever they are called with.
NAMES = {
    "UserDict": "IterableUserDict UserDict",
    "UserList": "UserList",
    "UserString": "UserString",
    "_abcoll": "Mapping",
    "_collections": "OrderedDict defaultdict deque",
    "_io": "BytesIO StringIO",
    "_operator": "itemgetter",
    "_typing": "Generic",
    "argparse": "Namespace",
    "array": "_array_reconstructor array",
    "builtins": """
        ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError
        BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError
        ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning
        EnvironmentError Exception ExceptionGroup FileExistsError FileNotFoundError FloatingPointError
        FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError
        InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError
        ModuleNotFoundError NameError NotADirectoryError NotImplemented NotImplementedError OSError
        OverflowError PendingDeprecationWarning PermissionError ProcessLookupError RecursionError ReferenceError
        ResourceWarning RuntimeError RuntimeWarning StandardError StopAsyncIteration StopIteration SyntaxError
        SyntaxWarning SystemError TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError
        UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning
        ZeroDivisionError basestring bool complex dict enumerate float frozenset int list long object reversed
        set slice str tuple unicode zip
    """,
    "calendar": "Calendar TextCalendar",
    "collections": "ChainMap Counter OrderedDict UserDict UserList UserString defaultdict deque",
    "collections.abc": """
        Callable Collection Container Generator Hashable Iterable Iterator Mapping MutableMapping
        MutableSequence MutableSet Sequence Set Sized
    """,
    "contextvars": "Token",
    "copyreg": "__newobj__ __newobj_ex__",
    "csv": "excel excel_tab unix_dialect",
    "dataclasses": "_HAS_DEFAULT_FACTORY_CLASS _MISSING_TYPE",
    "datetime": "date datetime time timedelta timezone",
    "decimal": """
        Clamped Context Decimal DivisionByZero DivisionUndefined FloatOperation Inexact InvalidContext
        InvalidOperation Overflow Rounded Subnormal Underflow
    """,
    "email._policybase": "Compat32",
    "email.message": "EmailMessage Message",
    "http": "HTTPMethod HTTPStatus",
    "io": "BytesIO StringIO",
    "ipaddress": "IPv4Address IPv4Interface IPv4Network IPv6Address IPv6Interface IPv6Network",
    "json": "JSONDecoder JSONEncoder",
    "json.decoder": "JSONDecodeError JSONDecoder",
    "json.encoder": "JSONEncoder",
    "logging": "Formatter LogRecord Logger PercentStyle StrFormatStyle getLogger",
    "math": "e inf nan pi",
    "numbers": "Complex Integral Number Rational Real",
    "operator": "itemgetter",
    "pathlib": "Path PosixPath PurePath PurePosixPath PureWindowsPath WindowsPath",
    "pathlib._local": "Path PosixPath PurePath PurePosixPath PureWindowsPath WindowsPath",
    "random": "Random",
    "re": "Pattern RegexFlag _compile",
    "signal": "Signals",
    "socket": "AddressFamily SocketKind",
    "statistics": "NormalDist",
    "string": "Template",
    "textwrap": "TextWrapper",
    "time": "struct_time",
    "types": "EllipsisType GenericAlias MappingProxyType NoneType NotImplementedType SimpleNamespace",
    "uuid": "SafeUUID UUID",
    "zoneinfo": "ZoneInfo",
}

# Harmless where a pickle names them, or makes objects of them, and calls nothing.
VALUES = {
    "ConfigParser": "ConfigParser RawConfigParser SafeConfigParser",
    "_hashlib": "openssl_md5 openssl_sha1 openssl_sha256",
    "_heapq": "heappop heappush",
    "_operator": """
        add and_ concat contains eq floordiv ge getitem gt invert le lt mod mul ne neg not_ or_ pos pow sub
        truediv xor
    """,
    "abc": "ABC ABCMeta",
    "argparse": "ArgumentParser",
    "builtins": """
        abs all any bin bytearray bytes callable chr cmp divmod hash hex id isinstance issubclass iter len max
        memoryview min next oct ord pow print range reduce repr round sorted sum type unichr xrange
    """,
    "configparser": """
        BasicInterpolation ConfigParser ConverterMapping ExtendedInterpolation RawConfigParser SafeConfigParser
        SectionProxy
    """,
    "copy": "copy deepcopy",
    "difflib": "SequenceMatcher",
    "email.policy": "EmailPolicy",
    "enum": "Enum EnumMeta EnumType Flag IntEnum IntFlag StrEnum",
    "fractions": "Fraction",
    "functools": "wraps",
    "hashlib": "md5 sha1 sha256",
    "heapq": "heappop heappush",
    "http.cookiejar": "Cookie CookieJar DefaultCookiePolicy LWPCookieJar",
    "inspect": "_empty",
    "itertools": "chain combinations count cycle islice permutations product repeat tee zip_longest",
    "math": "ceil cos erf exp expm1 fabs floor gamma hypot isinf isnan log log10 log1p log2 pow sin sqrt tan tanh",
    "operator": """
        add and_ concat contains eq floordiv ge getitem gt invert le lt mod mul ne neg not_ or_ pos pow sub
        truediv xor
    """,
    "re": "IGNORECASE",
    "statistics": "mean median mode stdev variance",
    "time": "perf_counter time",
    "typing": """
        Any Callable ClassVar Dict FrozenSet Generic Iterable Iterator List Literal Mapping NamedTuple NoneType
        Optional Sequence Set Tuple Type TypeVar Union
    """,
    "xml.etree.ElementTree": "Element",
}
