#!/bin/sh
# Make .venv and install the pinned packages, unless that is already done. Usage: setup.sh [PYTHON]
# The stamp says what was installed; it reads "unfinished" until the last step has succeeded.
set -eu
cd "$(dirname "$0")/.."

HERE=$(pwd -P)
WANTED=${1:-}
VENV=.venv
STAMP=$VENV/course-setup

usable='import sys, venv, ensurepip
v = sys.version_info
sys.exit(0 if (3, 11) <= v[:2] <= (3, 13) else 3)'

explain() { # why the interpreter $1 can not be used, in one line
    if ! command -v "$1" >/dev/null 2>&1; then
        echo "not found"
    elif ! answer=$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>&1); then
        echo "does not run: $(echo "$answer" | head -n 1)"
    elif ! "$1" -c "$usable" >/dev/null 2>&1; then
        case $answer in
        3.11 | 3.12 | 3.13) echo "is Python $answer without the venv module" ;;
        *) echo "is Python $answer" ;;
        esac
    fi
}

refuse() { # say what was tried and how to get a Python
    cat >&2 <<END
No usable Python found. The course needs Python 3.11, 3.12 or 3.13 with its venv module.
Tried:
$1
To get one:
  Debian, Ubuntu   sudo apt-get install python3 python3-venv
  Fedora           sudo dnf install python3.12
  macOS            brew install python@3.12
  conda            conda create -n course python=3.12 && conda activate course
Then run the same make command again, or name an interpreter: make demo PYTHON=/path/to/python3.12
END
    exit 1
}

choose_python() { # the first interpreter that runs, has the right version and can make environments
    tried=
    for candidate in ${WANTED:+"$WANTED"} $([ -n "$WANTED" ] || echo python3.12 python3.13 python3.11 python3); do
        if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c "$usable" >/dev/null 2>&1; then
            PYTHON=$candidate
            return
        fi
        tried="$tried  $candidate: $(explain "$candidate")
"
    done
    refuse "$tried"
}

identity() { # which interpreter $1 stands on: its version and its home
    "$1" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3], sys.base_prefix)' 2>/dev/null
}

key() { # what an installed environment depends on: the pins, this folder, the interpreter
    printf '%s | %s | %s\n' "$(cat pyproject.toml constraints.txt | cksum)" "$HERE" "$(identity "$VENV/bin/python")"
}

broken() { # an environment of ours that was left half made, moved, or whose interpreter has gone
    [ ! -e "$VENV/bin/python" ] && return 0
    "$VENV/bin/python" -c "$usable
import pip" >/dev/null 2>&1 || return 0
    [ ! -e "$STAMP" ] && return 1
    grep -qF "| $HERE |" "$STAMP" || return 0
    [ -n "$WANTED" ] && [ "$(identity "$WANTED")" != "$(identity "$VENV/bin/python")" ] && return 0
    return 1
}

case $HERE in
*:*) echo "The folder name $HERE contains a colon, which Python environments do not allow. Rename it." >&2; exit 1 ;;
esac

if ! broken && [ -e "$STAMP" ] && [ "$(cat "$STAMP")" = "$(key)" ]; then
    exit 0
fi

if broken; then
    choose_python
    [ -e "$VENV" ] && echo "The environment in $VENV is unfinished, moved or of another Python: making it anew."
    echo "Setting up $VENV with $PYTHON ($(identity "$PYTHON")). This is done once and takes a minute or two."
    rm -rf "$VENV"
    mkdir "$VENV"
    echo unfinished >"$STAMP"
    "$PYTHON" -m venv "$VENV"
else
    echo "Bringing the packages in $VENV up to date."
fi
echo unfinished >"$STAMP"
quiet=-q
[ -t 1 ] && quiet=
"$VENV/bin/python" -m pip install $quiet --disable-pip-version-check -c constraints.txt -e ".[dev]" || {
    echo "The packages could not be installed; pip's words are above. Once that is mended, run the same command again." >&2
    exit 1
}
key >"$STAMP"
echo "Set-up is done."
