"""Which code of a cell runs: what defines or changes names, not what shows or checks.

Imports, definitions and assignments run. `del`, `global` and `raise` run too: they belong to what the cell
does. Bare expressions (plots, widgets, prints, checks) and `assert` don't, nor inside `if`, `for`, `with`,
`try` and `match`; an expression that assigns by `:=` does. The body of a `while` is left whole: without its
`queue.pop()` a loop might never end. Functions and classes are left as written.
"""

import ast
from collections.abc import Callable
from dataclasses import dataclass

from .ipython_syntax import NotPython, lines_of, translated, without_cell_magic

CHUNKS = 50  # statements that don't parse, after which the rest of a cell is given up


@dataclass(frozen=True)
class Statement:
    """One thing to run, where it stands and its first line."""

    tree: ast.Module
    line_number: int
    line: str


@dataclass(frozen=True)
class Problem:
    """A place of a cell that isn't run, and why."""

    line_number: int
    line: str
    message: str


@dataclass(frozen=True)
class Prepared:
    """A cell ready to run: its Python text, its statements, and the places left out."""

    source: str
    statements: tuple[Statement, ...]
    problems: tuple[Problem, ...]


def prepare(source: str, transform_cell: Callable[[str], str]) -> Prepared:
    """Choose what runs of a cell."""
    try:
        python = without_cell_magic(source)
    except NotPython as reason:
        return Prepared(source, (), (Problem(1, _line(source, 1), str(reason)),))
    tree, python, problems = parse(python, transform_cell)
    statements = (
        Statement(ast.Module([kept], []), kept.lineno, _line(python, kept.lineno))
        for node in tree.body
        for single in one_import_each(node)
        if (kept := LeaveOut().visit(single)) is not None
    )
    return Prepared(python, tuple(statements), tuple(problems))


def parse(python: str, transform_cell: Callable[[str], str]) -> tuple[ast.Module, str, list[Problem]]:
    """The cell's tree, as Python first, else as IPython, else without the statements that don't parse."""
    try:
        return ast.parse(python), python, []
    except (SyntaxError, ValueError):  # ValueError: a null byte
        pass
    python = translated(python.replace("\0", " "), transform_cell)
    problems: list[Problem] = []
    lines = lines_of(python)
    while len(problems) < CHUNKS:
        try:
            return ast.parse("\n".join(lines)), python, problems
        except SyntaxError as error:
            number = min(error.lineno or 1, len(lines))
            problems.append(Problem(number, _line(python, number), f"{type(error).__name__}: {error.msg}"))
            blank_out(lines, number - 1)
    return ast.Module([], []), python, problems


def blank_out(lines: list[str], index: int) -> None:
    """Empty the top-level statement around a line, from its decorators to its last indented line."""
    first = index
    while first > 0 and (not lines[first].strip() or lines[first][0] in " \t)]}#"):
        first -= 1
    while first > 0 and lines[first - 1].startswith("@"):
        first -= 1
    last = max(index, first) + 1
    while last < len(lines) and (not lines[last].strip() or lines[last][0] in " \t)]}"):
        last += 1
    lines[first:last] = [""] * (last - first)


def one_import_each(node: ast.stmt) -> list[ast.stmt]:
    """`import a, b` as two statements: where one name is absent the others still arrive."""
    if not isinstance(node, ast.Import | ast.ImportFrom):
        return [node]
    fields = {"module": node.module, "level": node.level} if isinstance(node, ast.ImportFrom) else {}
    return [ast.copy_location(type(node)(names=[alias], **fields), node) for alias in node.names]


class LeaveOut(ast.NodeTransformer):
    """Take bare expressions and asserts out of a statement, and out of its blocks."""

    def visit_Expr(self, node: ast.Expr) -> ast.Expr | None:
        return node if any(isinstance(part, ast.NamedExpr) for part in ast.walk(node)) else None

    def visit_Assert(self, node: ast.Assert) -> None:
        return None

    def visit_FunctionDef(self, node: ast.AST) -> ast.AST:
        return node

    visit_AsyncFunctionDef = visit_ClassDef = visit_While = visit_FunctionDef

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Visit the blocks; one that was emptied gets a `pass`."""
        full = [
            name for name in ("body", "orelse", "finalbody") if isinstance(getattr(node, name, None), list)
        ]
        full = [name for name in full if getattr(node, name)]
        super().generic_visit(node)
        for name in full:
            if not getattr(node, name):
                setattr(node, name, [ast.copy_location(ast.Pass(), node)])
        return node


def _line(source: str, number: int) -> str:
    lines = lines_of(source)
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""
