"""The command `w2vlib`."""

import argparse
import sys

from w2vlib import __version__
from w2vlib.equations import EQUATIONS
from w2vlib.selfcheck import self_check


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit code."""
    parser = argparse.ArgumentParser(
        prog="w2vlib", description="word2vec in NumPy, each gradient as its formula"
    )
    parser.add_argument("--version", action="version", version=f"w2vlib {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="check every gradient and equation on this machine")
    check.add_argument("--seed", type=int, default=1, help="of the random points (default: 1)")
    return _check(parser.parse_args(arguments).seed)


def _check(seed: int) -> int:
    results = self_check(seed)
    width = max(map(len, results))
    print(f"{'gradient':{width}}  largest relative error")
    for name, result in results.items():
        print(f"{name:{width}}  {result.worst_error:.1e}  {'ok' if result else 'WRONG'}")
    failing = [equation.key for equation in EQUATIONS if not equation.holds(seed)]
    print(f"{len(EQUATIONS) - len(failing)} of {len(EQUATIONS)} equations of the seeds hold", *failing)
    return 0 if all(results.values()) and not failing else 1


if __name__ == "__main__":
    sys.exit(main())
