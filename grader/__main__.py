"""`python -m grader`, and the console command `grader`."""

import sys

from grader.cli import main as run


def main() -> None:
    """Run the command line and exit with its code."""
    sys.exit(run())


if __name__ == "__main__":
    main()
