"""A practice class through `grader grade`: the key against the scores, regrades, and what pages show."""

import csv
import html
import json
import re
import time
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from small_course import LESSONS, answered, code, gradebook_rows, hand_in, markdown, released

from grader.cli import main
from grader.course.driver import ClassGrader
from grader.course.record import Record, read_record

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("graded class")]


def record(root: Path, student: str, lesson: str) -> Record:
    return read_record(root / "course" / "autograded" / student / lesson / f"{lesson}.ipynb")


def key_rows(root: Path) -> list[dict]:
    with open(root / "course" / "practice_key.csv", newline="") as file:
        return list(csv.DictReader(file))


def of_kind(root: Path, kind: str) -> tuple[str, str]:
    """A student and a lesson of this kind."""
    return next((r["student"], r["lesson"]) for r in key_rows(root) if r["kind"] == kind)


def grades(root: Path) -> dict[tuple[str, str], dict]:
    with open(root / "course" / "grades.csv", newline="") as file:
        return {(r["student"], r["lesson"]): r for r in csv.DictReader(file)}


def gradebook(root: Path) -> Gradebook:
    return Gradebook(f"sqlite:///{root / 'course' / 'gradebook.db'}", "word2vec")


def is_as_planted(row: dict, root: Path) -> bool:
    graded = record(root, row["student"], row["lesson"])
    cell = next(c for c in graded.cells if c.exercise == row["exercise"])
    return {
        "full marks": cell.status == "correct" and cell.points == cell.max_points,
        "mistake named": row["planted"] in cell.mistakes and cell.points < cell.max_points,
        "no marks": cell.points == 0 and not graded.reason,
        "not graded": cell.points is None and bool(graded.reason),
    }[row["expected"]]


def test_every_score_is_what_the_key_says(graded_class):
    rows = key_rows(graded_class)
    assert len(rows) == 26 * 6
    assert [r for r in rows if not is_as_planted(r, graded_class)] == []
    named = {(r["exercise"], r["planted"]) for r in rows if r["expected"] == "mistake named"}
    assert len(named) > 50


def test_not_graded_is_nowhere_a_zero(graded_class, capsys):
    broken = [(r["student"], r["lesson"]) for r in key_rows(graded_class) if r["expected"] == "not graded"]
    rows = gradebook_rows(graded_class)
    for student, lesson in broken:
        line = grades(graded_class)[student, lesson]
        assert line["points"] == "" and "the file is" in line["reason"]
        cells = {k[2]: v for k, v in rows.items() if k[:2] == (lesson, student) and k[3] == "Grade"}
        assert set(cells.values()) == {(None, None, True)}
        page = (graded_class / "course" / "feedback" / student / lesson / f"{lesson}.html").read_text()
        assert "Not graded, because</b> the file is" in page and " 0 of" not in page
        comments = [v for k, v in rows.items() if k[:2] == (lesson, student) and k[3] == "Comment"]
        assert all(c.startswith("Not graded, because the file is") for c in comments)
    report = (graded_class / "course" / "report.html").read_text()
    assert all(f"<b>{s}</b>, {lesson}: not graded, because" in report for s, lesson in broken)


def test_grades_csv_agrees_with_the_gradebook(graded_class):
    rows = gradebook_rows(graded_class)
    for (student, lesson), line in grades(graded_class).items():
        if line["points"]:
            autos = [v[0] for k, v in rows.items() if k[:2] == (lesson, student) and k[3] == "Grade"]
            assert float(line["points"]) == pytest.approx(sum(a or 0 for a in autos), abs=1e-4)
            assert float(line["awaiting_reader"]) == (2 if None in autos else 0)


def test_a_second_run_changes_nothing_and_a_regrade_gives_the_same(class_copy, capsys):
    before = gradebook_rows(class_copy)
    started = time.time()
    assert main(["grade"]) == 0
    assert "2 graded now, 50 unchanged" in capsys.readouterr().out  # those without a score are tried again
    assert gradebook_rows(class_copy) == before
    touched = [
        p for p in (class_copy / "course" / "autograded").rglob("*.ipynb") if p.stat().st_mtime > started
    ]
    assert len(touched) == 2
    assert main(["grade", "--regrade", "--jobs", "1"]) == 0
    assert "52 graded now, 0 unchanged" in capsys.readouterr().out
    assert gradebook_rows(class_copy) == before


def test_what_changed_is_graded_again_alone(class_copy, capsys):
    student, lesson = of_kind(class_copy, "untouched")
    hand_in(class_copy, student, lesson, answered(class_copy, lesson))
    assert main(["grade"]) == 0
    assert "3 graded now, 49 unchanged" in capsys.readouterr().out
    assert float(grades(class_copy)[student, lesson]["points"]) == sum(LESSONS[lesson].values())


def test_a_newer_hand_in_that_is_broken_leaves_no_old_score(class_copy):
    student, lesson = of_kind(class_copy, "right")
    path = hand_in(class_copy, student, lesson, "{")
    (path.parent / "timestamp.txt").write_text("2031-01-01 10:00:00 UTC")
    assert main(["grade"]) == 0
    assert grades(class_copy)[student, lesson]["points"] == ""
    book = gradebook(class_copy)
    submission = book.find_submission(lesson, student)
    assert submission.timestamp.year == 2031
    assert {g.auto_score for n in submission.notebooks for g in n.grades} == {None}
    book.close()


def test_a_readers_scores_and_comments_survive_and_reach_the_page(class_copy):
    student = next(s for (s, lesson), r in grades(class_copy).items() if r["awaiting_reader"] == "2")
    book = gradebook(class_copy)
    book.find_grade("written_why", "01_softmax", "01_softmax", student).manual_score = 1.5
    book.find_grade("check_softmax", "01_softmax", "01_softmax", student).extra_credit = 0.25
    book.find_comment("written_why", "01_softmax", "01_softmax", student).manual_comment = "Well *argued*."
    book.db.commit()
    book.close()
    before = float(grades(class_copy)[student, "01_softmax"]["points"])
    for arguments in (["grade"], ["grade", "--regrade", "01_softmax"]):
        assert main(arguments) == 0
        line = grades(class_copy)[student, "01_softmax"]
        assert float(line["points"]) == pytest.approx(before + 1.75) and line["awaiting_reader"] == "0"
        page = (class_copy / "course" / "feedback" / student / "01_softmax" / "01_softmax.html").read_text()
        assert "Well <em>argued</em>." in page and "1.5 of 2" in page


def test_a_score_of_ours_that_was_changed_in_the_gradebook_is_made_again(class_copy):
    student, lesson = of_kind(class_copy, "untouched")
    before, book = gradebook_rows(class_copy), gradebook(class_copy)
    book.find_submission(lesson, student).notebooks[0].grades[0].auto_score = 0.75
    book.db.commit()
    book.close()
    assert main(["grade"]) == 0
    assert gradebook_rows(class_copy) == before


def test_a_late_penalty_is_nbgraders(class_copy, monkeypatch):
    config = class_copy / "nbgrader_config.py"
    config.write_text(config.read_text() + '\nc.AssignLatePenalties.plugin_class = "half_off.HalfOff"\n')
    (class_copy / "half_off.py").write_text(
        "from nbgrader.plugins import LateSubmissionPlugin\n\n\n"
        "class HalfOff(LateSubmissionPlugin):\n"
        "    def late_submission_penalty(self, student_id, score, total_seconds_late):\n"
        "        return score / 2\n"
    )
    monkeypatch.syspath_prepend(str(class_copy))
    student, lesson = of_kind(class_copy, "right")
    book = gradebook(class_copy)
    book.update_or_create_assignment(lesson, duedate="2001-01-01 00:00:00 UTC")
    book.close()
    before = grades(class_copy)[student, lesson]
    assert main(["grade", "--regrade", lesson]) == 0
    after = grades(class_copy)[student, lesson]
    assert float(after["points"]) == pytest.approx(float(before["points"]) / 2)
    assert float(after["late_penalty"]) == pytest.approx(float(before["points"]) / 2)


def test_ctrl_c_keeps_what_is_written_and_the_next_run_goes_on(class_copy, monkeypatch, capsys):
    write, written = ClassGrader._write, []

    def interrupted(self, done):
        if len(written) == 5:
            raise KeyboardInterrupt
        written.append(done.task.student)
        write(self, done)

    monkeypatch.setattr(ClassGrader, "_write", interrupted)
    before = gradebook_rows(class_copy)
    assert main(["grade", "--regrade"]) == 130
    assert "run the same command to go on" in capsys.readouterr().err
    monkeypatch.setattr(ClassGrader, "_write", write)
    for path in (class_copy / "course" / "gradebook.db", class_copy / "course" / "report.html"):
        assert path.is_file()
    assert main(["grade"]) == 0
    assert gradebook_rows(class_copy) == before


def test_a_run_cut_off_between_gradebook_and_notebook_grades_again(class_copy, capsys):
    student, lesson = of_kind(class_copy, "right")
    notebook = class_copy / "course" / "autograded" / student / lesson / f"{lesson}.ipynb"
    notebook.unlink()
    assert main(["grade"]) == 0
    assert "3 graded now" in capsys.readouterr().out and notebook.is_file()


def test_a_lost_gradebook_is_filled_again(class_copy):
    before = gradebook_rows(class_copy)
    (class_copy / "course" / "gradebook.db").unlink()
    assert main(["grade"]) == 0
    assert gradebook_rows(class_copy) == before


def test_changed_cells_of_a_graded_lesson_are_refused_with_what_to_do(class_copy, capsys):
    path = class_copy / "solutions" / "02_sigmoid" / "02_sigmoid.ipynb"
    content = json.loads(path.read_text())
    content["cells"] = content["cells"][:-1]
    path.write_text(json.dumps(content))
    assert main(["grade", "02_sigmoid"]) == 2
    assert "has other graded cells than when its submissions were graded" in capsys.readouterr().err


def test_nothing_a_student_wrote_is_live_on_any_page(class_copy):
    bad = "<script>alert('{}')</script>"
    answers = {
        "softmax": f"def softmax(u):\n    raise ValueError({bad.format(1)!r})",
        "softmax_jacobian": f"def softmax_jacobian(y):\n    return {bad.format(2)!r}",
        "cross_entropy_slope": f"def cross_entropy_slope(y, t):\n    return {{{bad.format(3)!r}: 1}}",
    }
    content = answered(class_copy, "01_softmax", **answers)
    for cell in content["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "written_why":
            cell["source"] = f"{bad.format(4)} [x](javascript:alert(5)) <img src=x onerror=alert(6)>"
    content["cells"] += [
        markdown(bad.format(7)),
        code(f"raise ValueError({bad.format(8)!r})"),
        {"cell_type": "raw", "metadata": {"raw_mimetype": "text/html"}, "source": bad.format(9), "id": "raw"},
        code("pass", {"tags": [bad.format(10)]}) | {"id": bad.format(11)},
    ]
    name = "<script>alert(12)<"  # a folder's name is the student's as well
    hand_in(class_copy, name, "01_softmax", content)
    hand_in(class_copy, name, "02_sigmoid", json.dumps({"nbformat": bad.format(13)}))
    assert main(["grade"]) == 0
    course = class_copy / "course"
    pages = [*(course / "feedback" / name).rglob("*.html"), course / "report.html"]
    assert len(pages) == 3
    for page in pages:
        text = page.read_text()
        assert "alert(" in text
        assert not re.search(r"<script>alert|<img|href=.javascript|<\w+[^>]*onerror", text)
    graded = json.loads((course / "autograded" / name / "01_softmax" / "01_softmax.ipynb").read_text())
    shown = [c for c in graded["cells"] if c["cell_type"] != "code"]
    assert "<script>alert" not in json.dumps(shown)
    assert not any("<script>alert" in json.dumps(c["outputs"]) for c in graded["cells"] if "outputs" in c)


def test_own_cells_are_kept_own_outputs_are_not(class_copy):
    content = answered(class_copy, "02_sigmoid")
    mine = {"output_type": "stream", "name": "stdout", "text": "my own output"}
    content["cells"].append(code("my_own = 1  # kept") | {"outputs": [mine]})
    hand_in(class_copy, "ada", "02_sigmoid", content)
    assert main(["grade", "02_sigmoid"]) == 0
    text = (class_copy / "course" / "autograded" / "ada" / "02_sigmoid" / "02_sigmoid.ipynb").read_text()
    assert "my_own = 1  # kept" in text and "my own output" not in text


def test_check_cells_show_the_report_and_the_plain_number(graded_class):
    student, lesson = of_kind(graded_class, "right")
    path = graded_class / "course" / "autograded" / student / lesson / f"{lesson}.ipynb"
    cells = json.loads(path.read_text())["cells"]
    checks = [c for c in cells if c["metadata"].get("nbgrader", {}).get("grade_id", "").startswith("check_")]
    for cell in checks:
        data = cell["outputs"][0]["data"]
        assert float("".join(data["text/plain"])) == cell["metadata"]["nbgrader"]["points"]
        assert "w2v-report" in "".join(data["text/html"])


def test_the_secret_is_private_and_stays(class_copy):
    path = class_copy / "course" / "secret"
    kept = path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600 and len(kept) == 64
    assert main(["grade", "--regrade", "02_sigmoid"]) == 0
    assert path.read_text() == kept


def test_the_report_is_self_contained_and_names_the_mistakes(graded_class):
    page = (graded_class / "course" / "report.html").read_text()
    assert not re.search(r"(src|href)=.?(https?:)?//", page) and "<script" not in page
    assert "@import" not in page and "url(" not in page
    for words in ("Most common mistakes", "Hardest exercises", "How the points are spread", "Not graded"):
        assert words in page
    planted = {r["planted"] for r in key_rows(graded_class) if r["expected"] == "mistake named"}
    assert all(p in html.unescape(page) for p in planted)
    links = re.findall(r"<a href='([^']+)'", page)
    assert len(links) == 52 and all((graded_class / "course" / link).is_file() for link in links)


def test_a_hand_in_that_cannot_be_found_is_not_a_zero(class_copy, capsys):
    path = hand_in(class_copy, "ada", "01_softmax", released(class_copy, "01_softmax"))
    path.rename(path.parent / "homework.ipynb")
    assert main(["grade", "01_softmax"]) == 0
    assert "ada, 01_softmax: not graded, because the folder holds homework.ipynb" in capsys.readouterr().out
