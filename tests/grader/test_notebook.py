"""Reading submissions: every bad input is named in one line, and what can be mended is mended."""

import html
import json
import re

import pytest
from nbconvert.filters import markdown2html
from small_course import KERNEL, code, lesson_cells, markdown, marked, notebook, write_notebook

from grader.grade_one import read_submission
from grader.harmless import harmless_attachments, harmless_markdown
from grader.healing import UNCHANGED, heal
from grader.notebook import (
    NotGraded,
    SourceNotebook,
    checked_exercise,
    grade_id,
    notebook_from_text,
    read_notebook,
    recognise_lesson,
)

LESSON = "01_softmax"
SOURCE = SourceNotebook(LESSON, notebook(lesson_cells(LESSON)))
OTHER = SourceNotebook("02_sigmoid", notebook(lesson_cells("02_sigmoid")))


def healed(cells: list[dict]):
    return heal(notebook_from_text(json.dumps(notebook(cells))), SOURCE)


def ids(submission) -> list[str]:
    return [grade_id(c) for c in submission.notebook["cells"] if grade_id(c)]


def with_metadata(**metadata) -> str:
    return json.dumps({**SOURCE.notebook, "metadata": KERNEL | metadata})


BAD = {
    "": "is empty",
    "  \n": "is empty",
    '{"cells": [': "not JSON",
    "[" * 100_000: "not JSON",
    "[1, 2]": "not a notebook",
    '"text"': "not a notebook",
    '{"cells": []}': "not a notebook",
    '{"nbformat": 3, "worksheets": []}': "notebook format is 3, expected 4",
    '{"nbformat": 4, "cells": []}': "no cells",
    '{"nbformat": 4}': "no cells",
    '{"nbformat": 4, "cells": {"a": 1}}': "no cells",
    '{"nbformat": 4, "cells": [7]}': "cell 1 is damaged",
    '{"nbformat": 4, "cells": [{"cell_type": "poem"}]}': "cell 1 is damaged",
    '{"nbformat": 4, "cells": [{"cell_type": "code", "source": {"a": 1}}]}': "its source is not text",
    with_metadata(kernelspec={"language": "R"}): "speaks R, expected Python",
    with_metadata(kernelspec={}, language_info={"name": "julia"}): "speaks julia, expected Python",
}


@pytest.mark.parametrize(("text", "said"), BAD.items(), ids=lambda value: value[:24])
def test_bad_text_is_named_in_one_line(text, said):
    with pytest.raises(NotGraded, match=said) as caught:
        notebook_from_text(text)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 200


def test_odd_but_usable_notebooks_are_read():
    lines = {"nbformat": 4, "metadata": None, "cells": [{"cell_type": "code", "source": ["a\n", "b"]}]}
    assert notebook_from_text(json.dumps(lines))["cells"][0]["source"] == "a\nb"
    half_character = '{"nbformat": 4, "cells": [{"cell_type": "code", "source": "\\ud800"}]}'
    assert notebook_from_text(half_character)["cells"][0]["source"].encode("utf-8")


def test_bad_files_are_named(tmp_path):
    path = tmp_path / f"{LESSON}.ipynb"
    path.write_bytes(b"\xff\xfe\x00{}")
    with pytest.raises(NotGraded, match="not text"):
        read_notebook(path)
    write_notebook(path, SOURCE.notebook)
    with pytest.raises(NotGraded, match="too large"):
        read_notebook(path, limit=100)
    (tmp_path / "link.ipynb").symlink_to(path)
    with pytest.raises(NotGraded, match="not a plain file"):
        read_notebook(tmp_path / "link.ipynb")
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(SOURCE.notebook).encode())
    assert read_notebook(path)["cells"]


def test_a_missing_or_misnamed_file_is_named(tmp_path):
    with pytest.raises(NotGraded, match="holds no notebook"):
        read_submission(tmp_path / f"{LESSON}.ipynb", SOURCE, {})
    write_notebook(tmp_path / "final_version_2.ipynb", SOURCE.notebook)
    with pytest.raises(NotGraded, match=re.escape("holds final_version_2.ipynb, expected 01_softmax.ipynb")):
        read_submission(tmp_path / f"{LESSON}.ipynb", SOURCE, {})


def test_another_lessons_notebook_is_recognised():
    with pytest.raises(NotGraded, match="it looks like 02_sigmoid"):
        heal(OTHER.notebook, SOURCE, {LESSON: SOURCE, "02_sigmoid": OTHER})
    assert recognise_lesson(OTHER.notebook, {LESSON: SOURCE, "02_sigmoid": OTHER}) == "02_sigmoid"
    assert recognise_lesson(notebook([code("x = 1")]), {LESSON: SOURCE}) is None


def test_an_untouched_notebook_needs_no_repair():
    submission = healed(lesson_cells(LESSON))
    assert submission.notes == ()
    assert [c["source"] for c in submission.notebook["cells"]] == [
        c["source"] for c in SOURCE.notebook["cells"]
    ]


def test_deleted_checks_come_back_behind_their_answers():
    cells = [c for c in lesson_cells(LESSON) if not grade_id(c).startswith(("check_", "setup_"))]
    submission = healed(cells)
    assert ids(submission) == ids(healed(lesson_cells(LESSON)))
    assert "check_softmax" in submission.notes[0] and "put back" in submission.notes[0]


def test_a_deleted_answer_stays_deleted():
    cells = [c for c in lesson_cells(LESSON) if grade_id(c) != "softmax"]
    submission = healed([*cells, code("def softmax(u):\n    return u")])
    assert "softmax" not in ids(submission) and "softmax" in submission.notes[0]


def test_of_duplicates_the_last_answer_is_marked_and_one_check_kept():
    first = [code(f"attempt = {n}", marked("softmax", solution=True)) for n in range(3)]
    checks = [code('check("softmax", softmax)', marked("check_softmax", grade=True, points=9))] * 2
    submission = healed([*first, *checks])
    marked_cell = next(c for c in submission.notebook["cells"] if grade_id(c) == "softmax")
    assert marked_cell["source"] == "attempt = 2"
    assert [c["source"] for c in submission.notebook["cells"] if "attempt" in c["source"]] == [
        "attempt = 0",
        "attempt = 1",
        "attempt = 2",
    ]
    assert ids(submission).count("check_softmax") == 1
    assert len([n for n in submission.notes if "more than once" in n]) == 2


def test_edited_locked_cells_and_points_are_the_lessons():
    cells = lesson_cells(LESSON)
    for cell in cells:
        if grade_id(cell) in ("setup_01", "check_softmax"):
            cell["source"] = "import antigravity"
            cell["metadata"]["nbgrader"] |= {"points": 1000, "locked": False}
    submission = healed(cells)
    by_id = {grade_id(c): c for c in submission.notebook["cells"]}
    assert by_id["setup_01"]["source"].startswith("import numpy")
    assert by_id["check_softmax"]["metadata"]["nbgrader"]["points"] == 2
    assert "setup_01, check_softmax" in submission.notes[0]


def test_an_answer_turned_into_text_is_code_again_and_unknown_ids_are_plain():
    cells = lesson_cells(LESSON)
    answer = next(c for c in cells if grade_id(c) == "softmax")
    answer |= {"cell_type": "raw"}
    submission = healed([*cells, code("x = 1", marked("my_own_id", grade=True, points=50))])
    assert next(c for c in submission.notebook["cells"] if grade_id(c) == "softmax")["cell_type"] == "code"
    assert "my_own_id" not in ids(submission)


def test_nothing_but_text_of_a_students_cell_is_kept():
    bad = {**code("1 + 1"), "id": "<script>", "outputs": [{"data": {"text/html": "<script>"}}]}
    bad["metadata"] = {"tags": ["<script>"], "magics_language": "<script>"}
    raw = {
        "cell_type": "raw",
        "metadata": {"raw_mimetype": "text/html"},
        "source": "<script>alert(1)</script>",
    }
    submission = healed([*lesson_cells(LESSON), bad, raw])
    assert "<script" not in json.dumps(submission.notebook)
    assert submission.notebook["cells"][-1]["cell_type"] == "markdown"
    numbers = [c["id"] for c in submission.notebook["cells"]]
    assert len(set(numbers)) == len(numbers) and all(re.fullmatch(r"[\w-]{1,64}", n) for n in numbers)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](&#106;avascript:alert(1))",
        "[a][b]\n\n[b]: javascript:alert(1)",
        "<javascript:alert(1)>",
        "```mermaid\n<svg onload=alert(1)>\n```",
        r"$\href{javascript:alert(1)}{x}$",
        "&#36;&#92;href{javascript:alert(1)}{x}&#36;",
        "![a](data:image/svg+xml;base64,AAAA)",
        "<!-- -->",
    ],
)
def test_live_markdown_becomes_plain_words(text):
    page = markdown2html(harmless_markdown(text))
    tags = re.findall(r"<(\w+)([^>]*)>", page)
    assert {name for name, _ in tags} <= {"p", "pre", "code", "div", "span"}
    assert all(re.fullmatch(r'( class="[\w -]*")?', attributes) for _, attributes in tags)
    assert "<!" not in page and "\\href" not in html.unescape(page)


def test_plain_markdown_and_attached_photographs_stay():
    text = "**Since** $a < b$ and $x \\in V$, `y[0]` holds:\n\n- one\n- two"
    assert harmless_markdown(text) == text
    picture = "![my derivation](attachment:photo.png)"
    assert harmless_markdown(picture, frozenset({"photo.png"})) == picture
    assert harmless_markdown(picture) != picture
    good = {"photo.png": {"image/png": "iVBORw0KGgo="}}
    bad = {
        "a.png": {"image/svg+xml": "AAAA"},
        "b.png": {"image/png": '"><script>'},
        "c d<": {"image/png": "AA"},
    }
    assert harmless_attachments(good | bad) == good


def test_only_a_plain_check_is_our_check():
    assert checked_exercise('check("softmax", softmax)') == "softmax"
    for other in (
        "assert softmax(1)",
        'check("softmax", softmax); x = 1',
        "check(softmax)",
        "check(",
        "a.check('b')",
    ):
        assert checked_exercise(other) is None


def test_points_and_kinds_come_from_the_source():
    kinds = {c.grade_id: (c.kind, c.points) for c in SOURCE.grade_cells}
    assert kinds["check_softmax"] == ("check", 2) and kinds["written_why"] == ("written", 2)
    assert sum(points for _, points in kinds.values()) == 9
    source = SourceNotebook(
        "x", notebook([code("assert f(1)", marked("t", grade=True, points=1)), markdown("a")])
    )
    assert [c.kind for c in source.grade_cells] == ["assert"]


def test_the_lessons_own_text_is_told_apart_and_keeps_its_html():
    prose = markdown("<details><summary>Why</summary>\n\nBecause.\n\n</details>")
    source = SourceNotebook(LESSON, notebook([prose, *lesson_cells(LESSON)]))
    changed = markdown(prose["source"].replace("Because", "I think"))
    told = heal(notebook([prose, changed, *lesson_cells(LESSON)]), source).notebook["cells"]
    assert told[0]["source"] == prose["source"]
    assert told[0]["metadata"] == {"tags": [UNCHANGED]}
    assert "<details>" not in told[1]["source"]
    assert told[1]["metadata"] == {}
