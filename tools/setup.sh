#!/bin/sh
# Make .venv and install the pinned packages, unless that is already done. Usage: setup.sh [PYTHON]
# The stamp says what was installed, and reads "unfinished" from the first step until the last has succeeded.
set -eu
cd "$(dirname "$0")/.."

HERE=$(pwd -P)
WANTED=${1:-}
VENV=.venv
STAMP=$VENV/course-setup

say() { echo "$*" >&2; }

identity() { # which interpreter $1 stands on: its version and its home
    "$1" -c 'import sys; print("%d.%d.%d in %s" % (*sys.version_info[:3], sys.base_prefix))' 2>/dev/null || :
}

key() { # what an environment depends on: this folder, the interpreter, the packages asked for
    echo "$HERE | $(identity "$VENV/bin/python") | $(cat pyproject.toml constraints.txt | cksum)"
}

fault() { # what is wrong with the environment, if anything; one without our stamp is taken as it is
    if ! "$VENV/bin/python" -c 'import pip' >/dev/null 2>&1; then
        echo "has no Python with pip that runs"
    elif [ -n "$WANTED" ] && [ "$(identity "$WANTED")" != "$(identity "$VENV/bin/python")" ]; then
        echo "stands on another Python than $WANTED"
    elif [ -e "$STAMP" ] && grep -qx unfinished "$STAMP"; then
        echo "was left half made"
    elif [ -e "$STAMP" ]; then
        case $(cat "$STAMP") in "$HERE | "*) ;; *) echo "was made in another folder" ;; esac
    fi
}

make_environment() {
    PYTHON=$(sh tools/choose_python.sh "$WANTED")
    [ ! -e "$VENV" ] || say "The environment in $VENV $1. Making it anew."
    say "Setting up $VENV with $PYTHON ($(identity "$PYTHON")): done once, a minute or two."
    rm -rf "$VENV"
    mkdir "$VENV"
    echo unfinished >"$STAMP"
    "$PYTHON" -m venv "$VENV"
}

install_packages() {
    echo unfinished >"$STAMP"
    quiet=-q
    [ ! -t 1 ] || quiet=
    "$VENV/bin/python" -m pip install $quiet --disable-pip-version-check -c constraints.txt -e ".[dev]" && return
    echo "$HERE | without its packages" >"$STAMP"
    say "The packages could not be installed; pip's words are above. When that is mended, run the same command again."
    exit 1
}

case $HERE in
*:*) say "A Python environment can not lie in a folder with a colon in its name. Rename $HERE."; exit 1 ;;
esac

fault=$(fault)
if [ -n "$fault" ]; then
    make_environment "$fault"
elif [ -e "$STAMP" ] && [ "$(cat "$STAMP")" = "$(key)" ]; then
    exit 0
else
    say "Bringing the packages in $VENV up to date."
fi
install_packages
key >"$STAMP"
say "Set-up is done."
