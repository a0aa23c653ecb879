"""`grader simulate`: write a practice class as real submissions, with a key of who planted what."""

import csv
import hashlib
import io
import json
import random
import shutil
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime

from grader.course.files import write_atomically
from grader.course.forget import forget
from grader.course.layout import Layout
from grader.course.practice import (
    Plan,
    exercises_of,
    mistake_plans,
    needed_for_mistakes,
    random_plan,
    right_plan,
)
from grader.course.practice_kinds import BROKEN, KINDS
from grader.errors import GraderError
from grader.exercise import Exercise
from grader.notebook import SourceNotebook, grade_id, is_answer, mark, read_source

RIGHT_STYLES = 3
MANIFEST, KEY_FILE = "practice_class.json", "practice_key.csv"
COLUMNS = ("student", "lesson", "kind", "exercise", "planted", "expected")
WRITTEN = (
    "The same factor stands above and below the fraction, so it cancels.",
    "I tried two examples with numbers and saw no change: $3 < 5$ before and after.",
    "It follows from the definition, see the derivation above.",
)


@dataclass
class PracticeClass:
    """What was written; `short_of` maps a lesson to the students its mistakes would take."""

    students: int
    notebooks: int
    short_of: dict[str, int]


def simulate(layout: Layout, lessons: list[str], students: int, seed: int) -> PracticeClass:
    """Write a practice class.

    Raises
    ------
    GraderError : the folder of submissions holds something this command didn't write, or a lesson hasn't
        been released.
    """
    sources = {lesson: _released(layout, lesson) for lesson in lessons}
    names = [f"student{n:0{max(2, len(str(students)))}d}" for n in range(1, students + 1)]
    earlier = _remove_earlier_class(layout)
    forget(layout, sorted(earlier - set(names)))
    made = PracticeClass(students, 0, {})
    rows, files = [], {}
    for number, (lesson, source) in enumerate(sources.items()):
        plans = plans_for(exercises_of(source), students, random.Random(f"{seed} {lesson}"), number)
        needed = needed_students(exercises_of(source))
        if students < needed:
            made.short_of[lesson] = needed
        for student, plan in zip(names, plans, strict=True):
            files |= _hand_in(layout, student, source, plan, random.Random(f"{seed} {lesson} {student}"))
            rows += [
                (student, lesson, plan.kind, name, a.planted, a.expected) for name, a in plan.answers.items()
            ]
            made.notebooks += 1
    _write_key(layout, rows)
    write_atomically(layout.running / MANIFEST, json.dumps(files, indent=1))
    return made


def needed_students(exercises: list[Exercise]) -> int:
    """How many students carry every kind of notebook and every known mistake."""
    return 1 + len(KINDS) + 1 + needed_for_mistakes(exercises)


def plans_for(exercises: list[Exercise], students: int, rng: random.Random, number: int) -> list[Plan]:
    """One plan a student, shuffled; what matters most comes first where students are few."""
    odd = [make(exercises) for make in (BROKEN[number % len(BROKEN)], *KINDS)]
    needed = needed_for_mistakes(exercises)
    left = max(0, students - 1 - len(odd))
    mistaken = mistake_plans(exercises, min(left, needed), 1)
    plans = [right_plan(exercises, 0), *odd, *mistaken]
    plans += [right_plan(exercises, style) for style in range(1, RIGHT_STYLES)]
    plans += [random_plan(exercises, rng) for _ in range(students - len(plans))]
    plans = plans[:students]
    rng.shuffle(plans)
    return plans


def _released(layout: Layout, lesson: str) -> SourceNotebook:
    path = layout.notebook("release", ".", lesson)
    if not path.is_file():
        raise GraderError(f"{path} is missing; make it first: grader release {lesson}")
    return read_source(path, lesson)


def _hand_in(layout: Layout, student: str, source: SourceNotebook, plan: Plan, rng: random.Random) -> dict:
    """Write one submission with nbgrader's time stamp; returns the files' hashes."""
    notebook = _filled(source, plan, write=rng.random() < 0.6, rng=rng)
    spoiled = plan.spoil(notebook) if plan.spoil else notebook
    text = spoiled if isinstance(spoiled, str) else json.dumps(spoiled, indent=1) + "\n"
    path = layout.notebook("submitted", student, source.lesson)
    stamp = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC")
    written = {path: text, path.parent / "timestamp.txt": stamp}
    for file, content in written.items():
        write_atomically(file, content)
    return {f.relative_to(layout.submitted).as_posix(): _hash(c.encode()) for f, c in written.items()}


def _filled(source: SourceNotebook, plan: Plan, write: bool, rng: random.Random) -> dict:
    notebook = deepcopy(source.notebook)
    for cell in notebook["cells"]:
        answer = plan.answers.get(grade_id(cell))
        if answer and answer.source is not None and is_answer(cell):
            cell["source"] = answer.source
        elif write and plan.kind != "untouched" and mark(cell).get("grade") and is_answer(cell):
            cell["source"] = rng.choice(WRITTEN)
    return notebook


def _remove_earlier_class(layout: Layout) -> set[str]:
    """Remove the practice class written last time and name it; refuse where there is anything else."""
    known = _manifest(layout)
    found = [p for p in layout.submitted.rglob("*") if p.is_file() or p.is_symlink()]
    foreign = [p for p in found if not _is_ours(layout, p, known)]
    if foreign:
        raise GraderError(
            f"{layout.submitted} holds {len(foreign)} file(s) that this command did not write, such as "
            f"{foreign[0].relative_to(layout.submitted)}. Nothing was changed. Move them away, or write the "
            "practice class elsewhere: grader simulate --course ANOTHER_FOLDER"
        )
    students = {name.split("/")[0] for name in known}
    for student in students:
        shutil.rmtree(layout.submitted / student, ignore_errors=True)
    return students


def _manifest(layout: Layout) -> dict[str, str]:
    try:
        return json.loads((layout.running / MANIFEST).read_text())
    except (OSError, ValueError):
        return {}


def _is_ours(layout: Layout, path, known: dict[str, str]) -> bool:
    name = path.relative_to(layout.submitted).as_posix()
    return name in known and not path.is_symlink() and _hash(path.read_bytes()) == known[name]


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write_key(layout: Layout, rows: list[tuple]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    write_atomically(layout.running / KEY_FILE, text.getvalue())
