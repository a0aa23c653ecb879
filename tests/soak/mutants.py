"""Small wrongs put into a module one at a time: a sign, an operator, an axis, a constant, a comparison."""

import ast
from collections.abc import Iterator

OPERATORS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.MatMult: ast.Mult}
COMPARISONS = {
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.Lt: ast.GtE,
    ast.NotEq: ast.Eq,
    ast.Eq: ast.NotEq,
}


def mutants(source: str) -> Iterator[tuple[str, str]]:
    """Yield (what was changed, the changed source) for every place that can be made wrong."""
    count = sum(1 for node in ast.walk(ast.parse(source)) for _ in changes(node))
    for wanted in range(count):
        tree = ast.parse(source)
        places = [(node, change) for node in ast.walk(tree) for change in changes(node)]
        node, change = places[wanted]
        before = ast.unparse(node)
        change()
        yield f"line {node.lineno}: {before} -> {ast.unparse(node)}", ast.unparse(tree)


def changes(node: ast.AST) -> list:
    """The ways in which one node can be made wrong, each a function that does it."""
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in OPERATORS:
        return [lambda: setattr(node, "op", OPERATORS[type(node.op)]())]
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS:
        return [lambda: node.ops.__setitem__(0, COMPARISONS[type(node.ops[0])]())]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return [lambda: setattr(node, "op", ast.UAdd())]
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return [lambda: setattr(node, "value", node.value + 1)]
    if isinstance(node, ast.Constant) and type(node.value) is bool:
        return [lambda: setattr(node, "value", not node.value)]
    return []
