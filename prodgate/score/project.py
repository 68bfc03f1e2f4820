"""The tree that is scored, as its controls see it: facts of its files, pipelines and tests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from msgspec import Struct

from prodgate import faults
from prodgate import source as door
from prodgate.detect import FileCheck
from prodgate.findings import NotChecked, Severity
from prodgate.kinds import kind, left_out
from prodgate.score.ci import Step, steps
from prodgate.score.facts import Acting, Asked, FileFacts, Function, Made, Spot, Way
from prodgate.score.model import ScoredFinding
from prodgate.score.tried import Tried
from prodgate.secrets import is_test_path
from prodgate.tree import Tree, listing

_COMMON = frozenset({
    "get", "post", "put", "patch", "delete", "run", "main", "handler", "handle", "send", "json",
    "log", "info", "error", "call", "execute", "invoke", "create", "update", "load", "save",
    "process", "analyze", "generate", "request", "fetch", "read", "write", "parse", "app",
    "GET", "POST", "PUT", "DELETE", "default", "init", "setup", "close", "open", "next", "status",
    "__init__", "__call__", "items", "data", "client", "response", "result", "submit", "stream",
    "start", "wrapper",
})  # fmt: skip
_HOPS = 3  # functions between a handler and what refuses


class Subject(Struct, frozen=True, dict=True):
    """A tree and what was gathered from its files."""

    tree: Tree
    files: tuple[FileFacts, ...] = ()
    tried: tuple[Tried, ...] = ()
    findings: tuple[ScoredFinding, ...] = ()
    commands: tuple[Step, ...] = ()
    code: tuple[str, ...] = ()  # the application's own files

    # -- all of a kind

    @cached_property
    def made(self) -> tuple[Made, ...]:
        """The clients of models."""
        return tuple(m for f in self.files for m in f.made if m.kind == "model")

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """The calls of models."""
        return tuple(a for f in self.files for a in f.asked)

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """The handlers behind which a model answers."""
        return tuple(w for f in self.files for w in f.ways)

    @cached_property
    def acting(self) -> tuple[Acting, ...]:
        """The tools that act."""
        return tuple(a for f in self.files for a in f.acting)

    def spots(self, name: str) -> tuple[Spot, ...]:
        """The places that files name under a field of their facts."""
        return tuple(spot for f in self.files for spot in getattr(f, name))

    @cached_property
    def tests(self) -> tuple[Spot, ...]:
        """The test functions that call the application and assert."""
        return tuple(spot for each in self.tried for spot in each.tests)

    def expecting(self, *codes: int) -> Spot | None:
        """A test that expects one of these status."""
        wanted = set(map(str, codes))
        found = (spot for each in self.tried for spot in each.codes)
        return next((spot for spot in found if spot.what in wanted), None)

    def found(self, *rules: str, path: str | None = None) -> ScoredFinding | None:
        """A finding of one of these rules in the application's own code, however silenced."""
        wanted = (f for f in self.findings if f.rule in rules and self._counts(f))
        return next((f for f in wanted if path in {None, f.path}), None)

    def found_in(self, way: Way, rule: str) -> bool:
        """Whether a rule has a finding in a handler."""
        return any(
            f.rule == rule and f.path == way.spot.path and way.spot.line <= f.line <= way.end
            for f in self.findings
        )

    @property
    def place(self) -> str:
        """The file that serves."""
        application = self.tree.application
        return application.path if application is not None else ""

    def _counts(self, finding: ScoredFinding) -> bool:
        return finding.severity is not Severity.NOTE and self.is_own(finding.path)

    def found_anywhere(self, *rules: str) -> ScoredFinding | None:
        """A finding of one of these rules that counts, in any file."""
        wanted = (f for f in self.findings if f.rule in rules and f.severity is not Severity.NOTE)
        return next(wanted, None)

    def is_own(self, path: str) -> bool:
        """Whether a file is of the application itself."""
        return path in self._own

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(self.code)

    # -- who refuses

    @cached_property
    def functions(self) -> dict[str, tuple[Function, ...]]:
        """The functions of the tree by name."""
        found: dict[str, list[Function]] = {}
        for each in (function for f in self.files for function in f.functions):
            found.setdefault(each.name, []).append(each)
        return {name: tuple(each) for name, each in found.items()}

    @cached_property
    def _aliases(self) -> dict[str, frozenset[str]]:
        return {name: names for f in self.files for name, names in f.aliases.items()}

    def reached(self, names: Iterable[str], hops: int = _HOPS) -> frozenset[str]:
        """The names that stand in what is called by these names, some functions on."""
        known, new = set(names), set(names)
        for _ in range(hops):
            further: set[str] = set()
            for name in new:
                further |= self._aliases.get(name, frozenset())
                for function in self.functions.get(name, ()):
                    further |= function.mentions
            new = further - known
            if not new:
                break
            known |= new
        return frozenset(known)

    def refuser(
        self, way: Way, names: Iterable[str], codes: set[int], *, asks: bool
    ) -> Function | None:
        """A function among what these names lead to that refuses with one of the codes.

        ``asks``: it, or what it calls, must also look at who calls. Names are all that joins
        functions of different files: those that many things are called join nothing.
        """
        handlers = {(each.spot.path, each.spot.what) for each in self.ways}
        for name in sorted(self.reached(set(names) - _COMMON, 1)):
            for function in self.functions.get(name, ()):
                if not function.codes & codes or kind(function.spot.path) != kind(way.spot.path):
                    continue
                if name in _COMMON or (function.spot.path, name) in handlers:
                    continue
                if not asks or function.asks or self._asks_further(function):
                    return function
        return None

    def _asks_further(self, function: Function) -> bool:
        further = self.reached(function.mentions, 1)
        return any(each.asks for name in further for each in self.functions.get(name, ()))

    def in_front(self, path: str) -> frozenset[str]:
        """The names installed in front of the routes of a file."""
        found: set[str] = set()
        for each in self.files:
            found |= each.mounted
            found |= {f.name for f in each.functions if f.hook}
            if each.path == path:
                found |= each.mounted_here
        return frozenset(found)

    @cached_property
    def limiters(self) -> frozenset[str]:
        """The names that libraries for limits are bound to."""
        return frozenset(name for f in self.files for name in f.limiters)

    def settings(self, path: str) -> str:
        """The text of a file without the lines that are comments, which are left empty."""
        return re.sub(r"(?m)^[ \t]*(?:#|//).*$", "", self.read(path))

    def read(self, path: str) -> str:
        """The text of a file."""
        return self.tree.read(path).decode("utf-8", "replace")


_ASIDE = re.compile(
    r"(?i)(?:^|/)(?:examples?|samples?|demos?|docs?|tutorials?|notebooks?|cookbooks?|benchmarks?"
    r"|bench|scripts|fixtures|node_modules|vendor|third_party)/|\.ipynb$"
)


def own_code(tree: Tree) -> tuple[str, ...]:
    """The files of the application itself: no tests, notebooks and scripts, unless it imports
    them. What stands beside it holds no gate down, and proves nothing either."""
    own: list[str] = []
    aside: list[str] = []
    for path in tree.paths:
        if kind(path) not in {"python", "javascript"} or is_test_path(path):
            continue
        if left_out(path, tree.read(path)) is None:
            (aside if _ASIDE.search(path) else own).append(path)
    return (*own, *(path for path in aside if _is_imported(tree, path, own)))


def aside_of(tree: Tree) -> frozenset[str]:
    """The code of a tree that is not of the application itself."""
    code = {path for path in tree.paths if kind(path) in {"python", "javascript"}}
    return frozenset(code - set(own_code(tree)))


def _is_imported(tree: Tree, path: str, own: Sequence[str]) -> bool:
    folder, _, name = path.rpartition("/")
    stem, inner = name.partition(".")[0].encode(), folder.rpartition("/")[2].encode()
    if path.endswith(".ipynb") or not inner:
        return False
    wanted = re.compile(
        rb"(?:from|import|require)\b[^\n]*\b" + re.escape(inner) + rb"(?:[./]|\s+import\s[^\n]*\b)"
        + re.escape(stem) + rb"\b"
    )  # fmt: skip
    return any(inner in tree.read(each) and wanted.search(tree.read(each)) for each in own)


_WANTED = re.compile(
    rb"40[0-9]|42[29]|HTTP_4|Unauthori[sz]ed|Forbidden|PermissionDenied|[Tt]oo ?[Mm]any"
    rb"|sentry|rollbar|bugsnag|honeybadger|newrelic|ddtrace|opentelemetry|langfuse|logfire"
    rb"|BaseSettings|Depends|[Ll]imiter|max_length|\.max\(|/health|/ready|add_middleware|\.use\("
    rb"|logging|[Bb]udget|structlog|exception_handler|errorhandler|def test|\bit\(|\btest\("
)
_MOST = 4000  # files parsed for a score


def gathered(
    checker: FileCheck, tree: Tree, findings: Sequence[ScoredFinding]
) -> tuple[Subject, tuple[NotChecked, ...]]:
    """A tree with what its files show, and what could not be read."""
    code = own_code(tree)
    own = set(tree.model_files)
    paths = [p for p in code if p in own or _WANTED.search(tree.read(p))]
    paths += [p for p in tree.paths if is_test_path(p) and kind(p) in {"python", "javascript"}]
    from prodgate.meaning.endpoints import may_handle

    known = set(paths)
    paths += [p for p in code if p not in known and may_handle(tree.read(p))]
    if len(paths) > _MOST:
        paths = sorted(paths, key=lambda p: (p not in own, p))[:_MOST]
    answers = list(_each(checker, paths, _roots(code)))
    missed = tuple(each for each in answers if isinstance(each, NotChecked))
    subject = Subject(
        tree,
        tuple(each for each in answers if isinstance(each, FileFacts)),
        tuple(each for each in answers if isinstance(each, Tried)),
        tuple(findings),
        steps(tree),
        code,
    )
    return subject, missed


_PARALLEL = 100  # files from which a second process earns its start


_HOLDS = re.compile(r"(?:^|/)(?:src|lib|backend|python)$")  # packages that paths start below


def _roots(code: Sequence[str]) -> frozenset[str]:
    """The first names that Python modules of a tree are imported by, wherever they stand."""
    packages = {p.rpartition("/")[0] for p in code if p.endswith("/__init__.py")}
    above = {each: each.rpartition("/")[0] for each in packages}
    tops = {each for each in packages if above[each] not in packages or _HOLDS.search(above[each])}
    return frozenset(each.rpartition("/")[2] for each in tops)


def _each(
    checker: FileCheck, paths: Sequence[str], roots: frozenset[str]
) -> Iterable[FileFacts | Tried | NotChecked | None]:
    def one(path: str) -> FileFacts | Tried | NotChecked | None:
        return _facts(checker, path, roots)

    if len(paths) < _PARALLEL:
        return map(one, paths)
    from prodgate import parallel

    return parallel.over(one, paths, _lost)


def _lost(path: str) -> FileFacts | Tried | NotChecked | None:
    return NotChecked(path, "the process that looked for its controls was ended")


def _facts(
    checker: FileCheck, path: str, roots: frozenset[str]
) -> FileFacts | Tried | NotChecked | None:
    """What one file shows; None of one that the check itself could not read, and has said."""
    source = door.read(checker.root, path)
    if isinstance(source, NotChecked):
        return None
    view = checker.view(source)
    if isinstance(view, NotChecked):
        return None
    try:
        if is_test_path(path):
            from prodgate.score.tried import tried

            return tried(view, roots)
        from prodgate.score.gather import gather

        return gather(view)
    except Exception as error:
        return faults.not_checked(path, error)
    finally:
        view.forget()


_BUILDS = (
    r"(?:^|/)(?:[\w.-]*dockerfile[\w.-]*|(?:docker-)?compose[\w.-]*\.ya?ml|procfile|fly\.toml)$"
)


class Scored(Tree, frozen=True, dict=True):
    """A tree for which a package that is also built to run counts as an application."""

    @cached_property
    def is_library(self) -> bool:
        """Whether others import it, and nobody starts it."""
        return super().is_library and next(self.named(_BUILDS), None) is None


def tree_of(checker: FileCheck) -> Tree:
    """The tree that a checker is for."""
    files = listing(checker.root, checker.policy.exclude)
    return Scored(checker.root, files, checker.policy, checker.pack, checker.project)
