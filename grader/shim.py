"""What a student's `import w2vlib` finds while graded: the provided functions and what they call, as source.

The source of each function is cut out of w2vlib's own files, with the module-level names it refers to and
theirs in turn, so that no formula is written twice and nothing else comes along.
"""

import ast
import importlib.util
import symtable
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = "w2vlib"


@dataclass(frozen=True)
class ShimModule:
    """A module as the student finds it; a `hidden` one can't be imported by name (see `shim_source`)."""

    name: str
    source: str
    hidden: bool = False


@dataclass(frozen=True)
class ShimSource:
    """The whole of it: modules, each after those it needs, and the functions a student may use."""

    modules: tuple[ShimModule, ...]
    provides: tuple[str, ...]


def shim_source(provides: Iterable[str]) -> ShimSource:
    """The shim that holds the named functions, in w2vlib's own layout.

    A module may share its name with a function of its package (`gradients.softmax`). Where that function is
    withheld, the module is hidden: otherwise `from w2vlib.gradients import softmax` would bring the module.

    Parameters
    ----------
    provides : dotted names below w2vlib, e.g. "gradients.softmax".

    Raises
    ------
    ValueError : a name that is no function of w2vlib, or one that can't be cut out.
    """
    provides = tuple(sorted(set(provides)))
    cut = _Cut(provides)
    try:
        order = tuple(TopologicalSorter(cut.needs).static_order())
    except CycleError as error:
        raise ValueError(f"these modules import each other in a circle: {error.args[1]}") from error
    return ShimSource(tuple(ShimModule(m, cut.source(m), cut.is_hidden(m)) for m in order), provides)


def closure(provides: Iterable[str]) -> frozenset[str]:
    """Everything a shim holds, as dotted names below w2vlib: what is provided and all it refers to.

    A name that its package re-exports is given by the package: "gradients.softmax".

    Raises
    ------
    ValueError : as `shim_source`.
    """
    cut = _Cut(provides)
    return frozenset(
        _public_name(module, name)
        for module, statements in cut.parts.items()
        for name, statement in statements.items()
        if not isinstance(statement, ast.Import | ast.ImportFrom)
    )


class _Cut:
    """Collects statements: `parts` by module and name, `needs` which module needs which."""

    def __init__(self, provides: Iterable[str]):
        self.parts: dict[str, dict[str, ast.stmt]] = {}
        self.needs: dict[str, set[str]] = {ROOT: set()}
        for name in provides:
            module, _, function = f"{ROOT}.{name}".rpartition(".")
            if not isinstance(self.add(module, function), ast.FunctionDef):
                raise ValueError(f"{ROOT}.{name} is not a function")
        for module in list(self.needs):
            while module != ROOT:
                module = module.rpartition(".")[0]
                self.needs.setdefault(module, set())

    def add(self, module: str, name: str) -> ast.stmt:
        """Take a name along and all it refers to; the statement that defines it in the end."""
        if name not in _bindings(module):
            raise ValueError(f"{module} has no function {name}; check the spelling of what is provided")
        statement = _bindings(module)[name]
        known = self.parts.setdefault(module, {})
        first_time = name not in known
        known[name] = statement
        self.needs.setdefault(module, set())
        if isinstance(statement, ast.ImportFrom) and _is_ours(statement.module):
            self.needs[module].add(statement.module)
            return self.add(statement.module, statement.names[0].name)
        if isinstance(statement, ast.Import) and _is_ours(statement.names[0].name):
            raise ValueError(
                f"{module}: import {statement.names[0].name}'s functions by name, so they can be cut out"
            )
        for needed in _global_names(_text(module, statement)) if first_time else ():
            if needed in _bindings(module):
                self.add(module, needed)
        return statement

    def source(self, module: str) -> str:
        """The module's text, its statements in their original order."""
        statements = {id(s): s for s in self.parts.get(module, {}).values()}.values()
        ordered = sorted(statements, key=lambda statement: statement.lineno)
        return "\n\n".join(_text(module, statement) for statement in ordered) + "\n"

    def is_hidden(self, module: str) -> bool:
        """Whether its package has a function of the same name, which isn't provided."""
        package, _, last = module.rpartition(".")
        return bool(package) and last in _bindings(package) and last not in self.parts.get(package, {})


def _is_ours(module: str | None) -> bool:
    return module is not None and module.partition(".")[0] == ROOT


@cache
def _file(module: str) -> Path:
    folder = Path(importlib.util.find_spec(ROOT).origin).parent.joinpath(*module.split(".")[1:])
    for path in (folder / "__init__.py", folder.with_suffix(".py")):
        if path.is_file():
            return path
    raise ValueError(f"there is no module {module}; check the spelling of what is provided")


@cache
def _bindings(module: str) -> dict[str, ast.stmt]:
    """The statement that binds each top-level name; an import of several names is taken apart."""
    bindings: dict[str, ast.stmt] = {}
    for node in ast.parse(_file(module).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            bindings[node.name] = node
        elif isinstance(node, ast.Import | ast.ImportFrom):
            _require_absolute(module, node)
            bindings |= {alias.asname or alias.name.partition(".")[0]: one for alias, one in _each(node)}
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            names = (part for part in ast.walk(node) if isinstance(part, ast.Name))
            bindings |= {part.id: node for part in names if isinstance(part.ctx, ast.Store)}
    return bindings


def _require_absolute(module: str, node: ast.stmt) -> None:
    if isinstance(node, ast.ImportFrom) and node.level:
        raise ValueError(f"{module}: write the import in line {node.lineno} as `from {ROOT}… import …`")


def _each(node: ast.Import | ast.ImportFrom) -> Iterator[tuple[ast.alias, ast.stmt]]:
    fields = {"module": node.module, "level": 0} if isinstance(node, ast.ImportFrom) else {}
    for alias in node.names:
        yield alias, ast.copy_location(type(node)(names=[alias], **fields), node)


def _text(module: str, statement: ast.stmt) -> str:
    """The statement as written, decorators included."""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return ast.unparse(statement)
    first = min([statement.lineno, *(d.lineno for d in getattr(statement, "decorator_list", []))])
    lines = _file(module).read_text(encoding="utf-8").splitlines()
    return "\n".join(lines[first - 1 : statement.end_lineno])


def _global_names(source: str) -> set[str]:
    """The module-level names a piece of code reads; Python's own symbol table says which are local."""
    top = symtable.symtable(source, "<cut>", "exec")
    names, tables = set(), [top]
    while tables:
        table = tables.pop()
        tables += table.get_children()
        names |= {
            symbol.get_name()
            for symbol in table.get_symbols()
            if symbol.is_referenced() and (symbol.is_global() or table is top)
        }
    return names


def _public_name(module: str, name: str) -> str:
    package = module.rpartition(".")[0]
    exported = _bindings(package).get(name) if package else None
    home = package if isinstance(exported, ast.ImportFrom) and exported.module == module else module
    return f"{home}.{name}".removeprefix(f"{ROOT}.")


NOTHING = shim_source(())  # an empty w2vlib
