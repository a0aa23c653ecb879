"""Submissions that hang, exit, flood, forge or fight: each costs itself, none costs another or the machine.

What only the kernel can forbid (files, network, processes) is not tried here.
"""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import numpy as np
import pytest

from grader.sandbox import CodeCell, Limits, Sandbox

pytestmark = pytest.mark.slow  # what never ends is waited for

QUICK = Limits(statement_seconds=0.5, call_seconds=0.5, grace_seconds=0.7, notebook_seconds=20)
STUBBORN = "while True:\n    try:\n        for _ in iter(int, 1): n = 1\n    except BaseException: pass\n"
DEAF = (
    "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nsignal.setitimer(signal.ITIMER_REAL, 0)\n"
)


@pytest.fixture(scope="module")
def box():
    with Sandbox(QUICK) as box:
        yield box


@pytest.fixture
def opened(box):
    sessions = []

    def open_cells(*sources):
        sessions.append(box.open(CodeCell(f"cell-{n}", source) for n, source in enumerate(sources)))
        return sessions[-1]

    yield open_cells
    for session in sessions:
        session.close()


def function(body):
    return "import os, sys, signal, numpy as np\ndef f(x=0):\n" + textwrap.indent(body, "    ")


GOOD = "def good(x): return x + 1"


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ("while True: pass", "timeout", "stopped after 0.5 s"),
        (STUBBORN, "timeout", "ended after 1.2 s"),
        (DEAF + "while True: pass", "timeout", "ended after 1.2 s"),
        ("os._exit(3)", "died", "the process ended (exit code 3)"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "died", "the process ended (signal SIGSEGV)"),
        ("os.abort()", "died", "the process ended (signal SIGABRT)"),
        ("os.kill(os.getppid(), 9)\nwhile True: pass", "died", "the process ended (with its server)"),
        ("os.closerange(0, 100)\nreturn 1", "died", "the process ended"),
        ("os.write(3, b'garbage' * 100)\nreturn 1", "unreadable", "an answer that is not in the agreed form"),
        ("os.write(3, b'w2v1' + b'\\xff' * 8)\nreturn 1", "unreadable", "an answer that is not"),
        (
            "class A:\n    def __array__(self, *a, **k):\n        while True: pass\nreturn A()",
            "timeout",
            "stopped after",
        ),
        (
            "class E(Exception):\n    def __str__(self):\n        while True: pass\nraise E",
            "timeout",
            "ended after",
        ),
    ],
)
def test_a_bad_function_costs_only_its_own_calls(opened, body, status, said):
    session = opened("n = 41", function(body), GOOD)
    outcome = session.call(["f"])
    assert outcome.status == status
    assert outcome.message.startswith(said)
    assert session.call(["good"], [1]).value == 2


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("while True: pass", "stopped after 0.5 s"),
        (STUBBORN, "ran longer than 0.5 s and had to be ended; left out"),
        ("import os\nx = os._exit(3)", "ended the process (exit code 3); left out"),
        ("import os\nx = os.kill(os.getppid(), 9), [0 for _ in iter(int, 1)]", "ended the process"),
        ("import os\nx = os.write(3, b'garbage' * 100)", "wrote to the connection of the grader; left out"),
        ("import ctypes\nx = ctypes.string_at(0)", "ended the process (signal SIGSEGV); left out"),
    ],
)
def test_a_bad_statement_is_left_out_and_the_rest_runs(opened, statement, said):
    session = opened("n = 41", f"before = 1\n{statement}\nafter = 2", "def f(): return n + before, after")
    assert session.call(["f"]).value == (42, 2)
    [note] = session.notes
    assert note.cell_id == "cell-1"
    assert note.message.startswith(said)


def test_two_bad_statements_are_both_left_out(opened):
    session = opened("import os\nx = os._exit(1)", "y = os._exit(2)\ndef f(): return 1")
    assert session.call(["f"]).value == 1
    assert [(n.cell_id, n.line) for n in session.notes] == [
        ("cell-0", "x = os._exit(1)"),
        ("cell-1", "y = os._exit(2)"),
    ]


def test_state_is_rebuilt_after_a_crash(opened):
    session = opened(
        "import os\nn = 1\nn += 1",
        "def f():\n    os._exit(1)\ndef g():\n    global n\n    n += 1\n    return n",
    )
    assert [session.call([name]).value for name in "ggfg"] == [3, 4, None, 3]


def test_a_function_too_slow_twice_is_not_called_again(opened):
    session = opened(function("while True: pass"), GOOD)
    assert [session.call(["f"]).message[:10] for _ in range(3)] == ["stopped af", "stopped af", "not called"]
    assert session.call(["good"], [1]).value == 2


def test_the_budget_of_a_notebook_ends():
    limits = Limits(
        statement_seconds=0.3, call_seconds=0.3, grace_seconds=0.3, notebook_seconds=0.7, slow_calls=9
    )
    with (
        Sandbox(limits) as box,
        box.open([CodeCell("a", function(STUBBORN)), CodeCell("b", GOOD)]) as session,
    ):
        outcomes = [session.call(["f"]) for _ in range(4)]
        outcomes.append(session.call(["good"], [1]))
    assert {o.status for o in outcomes} == {"timeout"}
    assert outcomes[-1].message == "the 0.7 s for the whole notebook are used up"


def test_the_budget_ends_while_loading_too():
    limits = Limits(statement_seconds=0.5, notebook_seconds=0.8)
    cells = [CodeCell("a", "while True: pass"), CodeCell("b", "while True: pass"), CodeCell("c", GOOD)]
    with Sandbox(limits) as box, box.open(cells) as session:
        assert session.call(["good"], [1]).status == "timeout"
        assert session.notes[-1].message == "here the 0.8 s for the whole notebook were used up"


def test_a_notebook_that_always_dies_ends_too():
    cell = (
        "import os, random, time\nrandom.seed(time.time_ns())\n"
        + "x = random.random() < 0.9 and os._exit(1)\n" * 30
    )
    with Sandbox(Limits(restarts=3)) as box, box.open([CodeCell("a", cell), CodeCell("b", GOOD)]) as session:
        outcome = session.call(["good"], [1])
    assert (outcome.status, outcome.message) == (
        "died",
        "the notebook ends its process each time it is loaded",
    )


def test_a_memory_hog_gets_an_error(opened):
    session = opened(function("hog = []\nwhile True: hog.append(np.zeros(10**7))"), GOOD)
    assert session.call(["f"]).message.startswith("MemoryError")
    assert session.call(["good"], [1]).value == 2


def test_a_large_file_gets_an_error(opened):
    session = opened(function("with open('big', 'wb') as file:\n    file.write(bytes(10**7))"))
    assert session.call(["f"]).message.startswith("OSError: [Errno 27]")


def test_evil_objects_stay_inside(opened):
    session = opened(
        "import numpy as np",
        "class Evil(np.ndarray):\n    def __eq__(self, o): return True\n    def __float__(self): return 1.0\n"
        "    __class__ = float\n    def __array__(self, *a, **k): raise SystemExit\n    tobytes = None\n"
        "def f(): return np.zeros(2).view(Evil)",
        "class Fake:\n    __class__ = np.ndarray\n    shape = (2,)\ndef g(): return Fake()",
    )
    value = session.call(["f"]).value
    assert type(value) is np.ndarray
    assert value.tolist() == [0, 0]
    assert session.call(["g"]).message == "a Fake"


FORGE = """
import json, os, struct, threading, sys
def frame(number):
    header = json.dumps({"kind": "answer", "number": number, "status": "returned", "value": 99,
                         "args": [1], "transcripts": []}).encode()
    return struct.pack("<4sII", b"w2v1", len(header), 0) + header
def number_of_this_call():
    caller = sys._getframe()
    while "message" not in caller.f_locals or "number" not in caller.f_locals["message"]:
        caller = caller.f_back
    return caller.f_locals["message"]["number"]
"""


def test_an_answer_written_beforehand_is_refused(opened):
    session = opened(FORGE, "def f(x):\n    os.write(3, frame(7))\n    return x", "def good(x): return x")
    assert session.call(["f"], [1]).status == "unreadable"
    assert session.call(["good"], [1]).value == 1


def test_an_answer_given_twice_is_not_the_next_calls_answer(opened):
    session = opened(FORGE, "def f(x):\n    os.write(3, frame(number_of_this_call()))\n    return x")
    assert session.call(["f"], [1]).value == 99  # what it says is what it is judged by
    assert session.call(["f"], [1]).status == "unreadable"


def test_a_forked_copy_does_not_answer(opened):
    session = opened(
        "import os\npid = os.fork() if os.geteuid() == 0 else 1\ndef f(): return 5\ndef g(): return 6"
    )
    assert [session.call([name]).value for name in "fgfg"] == [5, 6, 5, 6]


def test_what_a_submission_started_ends_with_it(opened):
    body = (
        "import time\npids = []\nfor _ in range(5):\n    pid = os.fork()\n    if pid == 0: time.sleep(60)\n"
    )
    session = opened(function(body + "    pids.append(pid)\nreturn pids"))
    outcome = session.call(["f"])
    if outcome.status == "raised":  # not the superuser: no process could be started at all
        assert outcome.message.startswith("BlockingIOError")
        return
    session.close()
    wait_until(lambda: not any(running(pid) for pid in outcome.value))


def test_many_processes_that_keep_starting_others_end(opened):
    body = (
        "import time\nfor _ in range(5):\n    if os.fork() == 0:\n        time.sleep(0.05)\nwhile True: pass"
    )
    session = opened(function(body), "import os\ndef group(): return os.getpgrp()", GOOD)
    group = session.call(["group"]).value
    assert session.call(["f"]).status in ("timeout", "raised")
    session.close()
    wait_until(lambda: not any(running(pid) for pid in members(group)))


def test_modules_broken_by_a_submission_are_broken_for_itself_only(opened):
    opened("import json, os, builtins, sys\njson.dumps = None\nsys.modules.clear()\nbuiltins.len = None")
    assert opened(GOOD).call(["good"], [1]).value == 2


def test_the_environment_and_the_parents_files_are_not_there(opened, monkeypatch):
    monkeypatch.setenv("SECRET", "x")
    session = opened(
        "import os\ndef f(): return sorted(os.environ)\ndef g(): return sorted(os.listdir('/dev/fd'))"
    )
    assert session.call(["f"]).value == ["HOME", "TMPDIR"]
    assert len(session.call(["g"]).value) <= 5  # three to nowhere, the connection, the listing itself


PARENT = """
import os, signal, sys, time
sys.path.insert(0, {root!r})
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it otherwise
from grader.sandbox import CodeCell, Limits, Sandbox
code = '''
import os
def f(): return os.getpid(), os.getppid(), os.getcwd()
def loop():
    while True:
        try:
            for _ in iter(int, 1): n = 1
        except BaseException: pass
'''
with Sandbox(Limits(call_seconds=60, notebook_seconds=60)) as box:
    session = box.open([CodeCell("a", code)])
    print(*session.call(["f"]).value, flush=True)
    session.call(["loop"])
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_nothing_is_left_when_the_grader_itself_is_stopped(how):
    root = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))
    with subprocess.Popen(
        [sys.executable, "-c", PARENT.format(root=root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as parent:
        child, server, folder = parent.stdout.readline().split()
        time.sleep(0.1)  # into the loop
        parent.send_signal(how)
        parent.wait(20)
    wait_until(lambda: not running(int(child)) and not running(int(server)))
    wait_until(lambda: not os.path.exists(os.path.dirname(folder)))


def test_nothing_is_left_when_the_sandbox_is_closed():
    with Sandbox(QUICK) as box:
        session = box.open(
            [CodeCell("a", "import os\ndef f(): return os.getpid(), os.getppid(), os.getcwd()")]
        )
        child, server, folder = session.call(["f"]).value
    assert not running(child)
    assert not running(server)
    assert not os.path.exists(os.path.dirname(folder))


def members(group):
    """Process ids of a group, where /proc tells (Linux)."""
    fields = {int(stat.parent.name): after_name(stat) for stat in Path("/proc").glob("[0-9]*/stat")}
    return [pid for pid, after in fields.items() if after[2:3] == [str(group)]]


def after_name(stat):
    """The fields of /proc/N/stat after the process's name: state, parent, group, …"""
    try:
        return stat.read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):  # it has just ended
        return ["Z"]


def running(pid):
    """Whether a process exists and isn't a zombie that waits for its parent."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")  # Linux
    return not Path("/proc/self/stat").exists() or after_name(status)[0] != "Z"


def wait_until(holds):
    for _ in range(200):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError("still there after 10 s")
