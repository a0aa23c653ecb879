"""What `import w2vlib` finds while grading: the functions the exercise provides, and nothing else.

The parent sends the source of each module (see `grader.shim`), in an order in which each finds what it needs.
"""

import sys
from importlib.machinery import ModuleSpec
from types import ModuleType

from .errors import remember_source

ROOT = "w2vlib"


class ProvidedModule(ModuleType):
    """A module of the shim: a name it doesn't have is said to be withheld."""

    def __init__(self, name: str, provides: list[str]):
        super().__init__(name)
        self.__path__: list[str] = []  # a package, so that `from it import name` asks the finder below
        self.__provides = provides

    def __getattr__(self, name: str):
        if name.startswith("__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        raise AttributeError(withheld(f"{self.__name__}.{name}", self.__provides))


class WithheldFinder:
    """Refuses each module below w2vlib that the shim doesn't hold, in words."""

    def __init__(self, provides: list[str]):
        self._provides = provides

    def find_spec(self, fullname: str, path=None, target=None) -> ModuleSpec | None:
        if fullname.startswith(f"{ROOT}."):
            raise ImportError(withheld(fullname, self._provides), name=fullname)
        return None


def install(modules: list[list], provides: list[str]) -> None:
    """Put the shim into `sys.modules`, and its finder before Python's own.

    Parameters
    ----------
    modules : [name, source, hidden] each, dependencies first. A hidden one serves the others but can't be
        imported by name, because a withheld function has the same name.
    provides : the functions a student may use, dotted below w2vlib.
    """
    sys.meta_path.insert(0, WithheldFinder(provides))
    for name, _, _ in modules:
        sys.modules[name] = ProvidedModule(name, provides)
    for name, _, _ in modules:
        package, _, last = name.rpartition(".")
        if package:
            setattr(sys.modules[package], last, sys.modules[name])
    for name, source, _ in modules:
        remember_source(f"<{name}>", source)
        exec(compile(source, f"<{name}>", "exec", dont_inherit=True), sys.modules[name].__dict__)
    for name, _, hidden in modules:
        if hidden:
            package, _, last = name.rpartition(".")
            del sys.modules[name]
            delattr(sys.modules[package], last)


def withheld(name: str, provides: list[str]) -> str:
    """What to say where a student reaches for something the exercise doesn't provide."""
    rest = ", ".join(f"{ROOT}.{provided}" for provided in provides) or "nothing"
    return (
        f"{name} is not available while this lesson is graded: it is what you derive here, or not needed "
        f"for it. Use your own function. Available from {ROOT}: {rest}."
    )
