"""`python -m w2vlib.equations FILE` writes the table of equations."""

import sys
from pathlib import Path

from w2vlib.equations.page import page


def main(arguments: list[str]) -> int:
    """Write the page to the one file named; exit code 2 with the usage otherwise."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print("usage: python -m w2vlib.equations FILE.md", file=sys.stderr)
        return 2
    Path(arguments[0]).write_text(page(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
