"""What readers find: requirements, options of installers, and references to further files."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.packages.pip.pip_lines import Line
    from labcoat.core.packages.project import Project
    from labcoat.core.segment import Segment

# How surely the same is installed again, from not at all to the same bytes.
LEVELS = ("none", "range", "compatible", "exact", "commit", "hash")
# What no level says: a path in the repository, what a variable decides, what the installer refuses.
LOCAL, ENV, INVALID = "local", "env", "invalid"

# Where a requirement is named; what is asked of it depends on that.
REQUIREMENTS, CONSTRAINTS = "requirements", "constraints"  # files that pip reads
INPUT = "input"  # what pip-compile makes one of
CONDA = "conda"  # an environment file
COMMAND = "command"  # `pip install x` in a script, a Makefile, a workflow, a notebook or Python code
DOCKERFILE = "dockerfile"  # the same in an image's RUN
IMAGE = "image"  # a base image, or one that is started
SCRIPT = "script"  # the PEP 723 header of a script
CODE = "code"  # a list in code or configuration that a service installs from: runtime_env, cog.yaml …
MANIFEST = "manifest"  # a library's own: pyproject.toml, setup.cfg, setup.py, Pipfile
HOOK = "hook"  # additional_dependencies of a pre-commit hook

# How a requirement is written, and so a pin of it.
PIP, CONDA_FORM, IMAGE_FORM, POETRY_FORM = "pip", "conda", "image", "poetry"
VCS, URL = "vcs", "url"


class Requirement:
    """One place that names something to install.

    Characters `start` to `end` of the segment are all of it (`torch[x]>=2 ; python_version > "3.9"`), `spec_start` to
    `spec_end` its version specifier as written, an empty span where one would go. `name` is as written, without extras;
    empty where none can be told. `level` is one of LEVELS, LOCAL, ENV or INVALID, which has a `reason`. `hashes` are
    `sha256:…`. `is_pinned_by` says what else pins it: a constraints file, a lock file. `command` is the number of the
    command that it is an argument of, 0 where it is none: options and references with the same number belong to it.
    `is_written` is False where only a variable stands there, which is several words: nothing can be put behind one.
    """

    __slots__ = (
        "command",
        "end",
        "extras",
        "form",
        "hashes",
        "is_pinned_by",
        "is_written",
        "level",
        "marker",
        "name",
        "place",
        "reason",
        "segment",
        "spec_end",
        "spec_start",
        "start",
        "url",
    )

    def __init__(self, segment: Segment, start: int, end: int, name: str, level: str, form: str = PIP) -> None:
        self.segment = segment
        self.start = start
        self.end = end
        self.name = name
        self.level = level
        self.form = form
        self.place = ""
        self.extras = ""
        self.marker = ""
        self.url = ""
        self.hashes: list[str] = []
        self.spec_start = self.spec_end = end
        self.reason = ""
        self.is_pinned_by = ""
        self.command = 0
        self.is_written = True

    def __repr__(self) -> str:
        return f"Requirement({self.text!r}, {self.level})"

    @property
    def text(self) -> str:
        """All of it, as written."""
        return self.segment.text[self.start : self.end]

    @property
    def specifier(self) -> str:
        """Its version specifier, as written; empty where it has none."""
        return self.segment.text[self.spec_start : self.spec_end]

    def shift(self, segment: Segment, by: int) -> None:
        """Let it be in a segment in which its text starts `by` characters later."""
        self.segment = segment
        self.start += by
        self.end += by
        self.spec_start += by
        self.spec_end += by


class Option:
    """An installer's option, however it is given: `name` is pip's or uv's long one without dashes (`index-url`).

    Characters `start` to `end` are the option with its value, `value_start` to `value_end` the value. An environment
    variable (`PIP_INDEX_URL`), a key of a configuration file and `[[tool.uv.index]]` are options, too. `tool` is the
    program that a command line gives it to, and `command` the number of that one; 0 for settings, which are for all.
    """

    __slots__ = ("command", "end", "name", "place", "segment", "start", "tool", "value", "value_end", "value_start")

    def __init__(
        self, segment: Segment, name: str, value: str, span: tuple[int, int], value_span: tuple[int, int], place: str
    ) -> None:
        self.segment = segment
        self.name = name
        self.value = value
        self.start, self.end = span
        self.value_start, self.value_end = value_span
        self.place = place
        self.tool = ""
        self.command = 0

    def __repr__(self) -> str:
        return f"Option({self.name}={self.value!r})"


class Reference:
    """`-r path` and `-c path`: another file to install from, or that says which versions. `path` is as written."""

    __slots__ = ("command", "end", "is_constraint", "path", "segment", "start")

    def __init__(self, segment: Segment, path: str, is_constraint: bool, start: int, end: int) -> None:
        self.segment = segment
        self.path = path
        self.is_constraint = is_constraint
        self.start = start
        self.end = end
        self.command = 0  # the number of the command that names it; 0 in a file


class Redirect:
    """`pip install x>=1` in a shell: the version is a file name. Characters `start` to `end` are what the shell takes.

    `word_start` is where the requirement starts that it cuts in two.
    """

    __slots__ = ("end", "segment", "start", "word_start")

    def __init__(self, segment: Segment, word_start: int, start: int, end: int) -> None:
        self.segment = segment
        self.word_start = word_start
        self.start = start
        self.end = end


class Packages:
    """All that a document says about packages. `path` is the document's; `project` knows the files around it."""

    def __init__(self, path: str, project: Project) -> None:
        self.path = path
        self.project = project
        self.depth = 0  # of scripts in scripts, where reading is
        self.commands = 0  # how many install commands have been read
        self.split_words = 0  # how many words variables have been taken apart into
        self.requirements: list[Requirement] = []
        self.options: list[Option] = []
        self.references: list[Reference] = []
        self.redirects: list[Redirect] = []
        self.files: list[tuple[Segment, list[Line]]] = []  # requirements files, lines with nothing in them left out
        self.levels: dict[str, int] = {}  # how many of those that a rule judges have each level

    @property
    def lines(self) -> list[Line]:
        """The lines of all requirements files."""
        return [line for _, lines in self.files for line in lines]

    def add(self, requirement: Requirement, place: str) -> None:
        """Add a requirement that is named in this place."""
        requirement.place = place
        self.requirements.append(requirement)

    def path_of(self, segment: Segment) -> str:
        """The document's path, or the name of the file that a segment is: a notebook's cell may write it."""
        if segment.cell is None or not segment.cell.source.lstrip().startswith("%%"):
            return self.path
        from labcoat.core.ipython import written_file

        return written_file(segment.cell.source) or self.path

    def followed(self) -> list[str]:
        """The files in the project that the document installs from with `-r`."""
        named = dict.fromkeys([reference.path for reference in self.references if not reference.is_constraint])
        paths = [self.project.find(path, self.path) for path in named]
        return [path for path in paths if path is not None]

    def missing(self) -> list[tuple[Reference, str]]:
        """The files that a requirements file names and nobody can look at, and why. Scripts may run anywhere."""
        own = {id(segment) for segment, _ in self.files}
        looked = [
            (one, self.project.look_for(one.path, self.path)[1]) for one in self.references if id(one.segment) in own
        ]
        return [(reference, problem) for reference, problem in looked if problem]
