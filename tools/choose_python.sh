#!/bin/sh
# Print the interpreter to make environments with: $1 when given, else the first usable one found.
# Finding a name is not enough: version managers leave commands that exist and do not run.
set -eu

usable='import sys, venv, ensurepip
sys.exit(0 if (3, 11) <= sys.version_info[:2] <= (3, 13) else 3)'

explain() { # why the interpreter $1 can not be used, in one line
    if ! command -v "$1" >/dev/null 2>&1; then
        echo "not found"
    elif ! answer=$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>&1); then
        echo "does not run: $(echo "$answer" | head -n 1)"
    else
        case $answer in
        3.11 | 3.12 | 3.13) echo "is Python $answer, but without the venv module" ;;
        *) echo "is Python $answer" ;;
        esac
    fi
}

tried=
for candidate in ${1:+"$1"} $([ -n "${1:-}" ] || echo python3.12 python3.13 python3.11 python3); do
    if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c "$usable" >/dev/null 2>&1; then
        echo "$candidate"
        exit 0
    fi
    tried="$tried  $candidate: $(explain "$candidate")
"
done

cat >&2 <<END
No usable Python found. The course needs Python 3.11, 3.12 or 3.13 with its venv module.
Tried:
$tried
To get one:
  Debian, Ubuntu   sudo apt-get install python3 python3-venv
  Fedora           sudo dnf install python3.12
  macOS            brew install python@3.12
  conda            conda create -n course python=3.12 && conda activate course
Then run the same command again, or name an interpreter: make demo PYTHON=/path/to/python3.12
END
exit 1
