"""What the server has in memory before it forks: NumPy, IPython's translator, some of Python's own modules.

Afterwards site-packages is off the path and everything from it but NumPy is out of `sys.modules`, so that
student code can import neither the grader nor w2vlib, and `import IPython` meets a stand-in.
"""

import gc
import importlib
import importlib.util
import sys
from collections.abc import Callable

WARM = (
    *("numpy.random", "numpy.linalg", "numpy.fft", "numpy.testing"),
    *("collections", "copy", "dataclasses", "functools", "heapq", "inspect", "itertools", "math", "operator"),
    *("random", "re", "statistics", "string", "time", "typing", "warnings"),
)


def load(folders: list[str], doubles: str) -> Callable[[str], str]:
    """Import what children need, close the door, and return IPython's `transform_cell`.

    Parameters
    ----------
    folders : where numpy and IPython lie; they are on the path during this call only.
    doubles : path of the grader's own module of doubles, loaded alone, as a module of this package.
    """
    standard = sys.path[1:]  # what -I -S leaves; before it stands this package's own folder
    sys.path[:] = [*standard, *folders]
    for name in WARM:
        importlib.import_module(name)
    from IPython.core.inputtransformer2 import TransformerManager

    load_file(f"{__package__}.doubles", doubles)
    sys.path[:] = standard
    sys.path_importer_cache.clear()
    for name in list(sys.modules):
        if name.partition(".")[0] not in {"numpy", __package__, "__main__", *sys.stdlib_module_names}:
            del sys.modules[name]
    return TransformerManager().transform_cell


def load_file(name: str, path: str) -> None:
    """Import one file under a name of our choice."""
    spec = importlib.util.spec_from_file_location(name, path)
    sys.modules[name] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)


def settle_memory() -> None:
    """Take what is loaded out of the garbage collector's rounds, so that children needn't copy it."""
    gc.collect()
    gc.freeze()
