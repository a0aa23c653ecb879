#!/bin/sh
# Write constraints.txt anew: the newest versions that pyproject.toml allows, one file for Python 3.11 to 3.13.
# uv resolves for all of them at once. It has an environment of its own: .venv may not fit the old pins any more.
set -eu
cd "$(dirname "$0")/.."

mkdir -p build
[ -x build/uv/bin/uv ] || {
    PYTHON=$(sh tools/choose_python.sh "${1:-}")
    "$PYTHON" -m venv build/uv
    build/uv/bin/python -m pip install -q --disable-pip-version-check uv
}
{
    echo "# Every package of every extra, pinned, for Python 3.11, 3.12 and 3.13. Written by: make constraints"
    build/uv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --all-extras --upgrade \
        --fork-strategy fewest --no-annotate --no-header
} >build/constraints.txt
mv build/constraints.txt constraints.txt
echo "constraints.txt is written. Next: make test PYTHON=python3.11, the same with 3.12 and 3.13, then commit it."
