"""Every exercise of the course, found by looking: a module in `lesson_NN/` with an `exercise` is one.

`LESSONS` names the lessons' folders, in order; `EXERCISES` maps an exercise's name to it. A lesson's package
says its folder (`LESSON`) and what of w2vlib its solutions may use (`PROVIDES`: what came before it).
"""

import difflib
import importlib
import pkgutil

from grader.exercise import Exercise


def _lesson_packages() -> list:
    names = sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name.startswith("lesson_"))
    return [importlib.import_module(f"{__name__}.{name}") for name in names]


def _exercises_in(package) -> list[Exercise]:
    names = sorted(m.name for m in pkgutil.iter_modules(package.__path__))
    modules = [importlib.import_module(f"{package.__name__}.{name}") for name in names]
    found = [m.exercise for m in modules if hasattr(m, "exercise")]
    for exercise in found:
        exercise.lesson, exercise.provides = package.LESSON, package.PROVIDES
    return found


_PACKAGES = _lesson_packages()
LESSONS: tuple[str, ...] = tuple(package.LESSON for package in _PACKAGES)
EXERCISES: dict[str, Exercise] = {e.name: e for package in _PACKAGES for e in _exercises_in(package)}


def lesson_exercises(lesson: str) -> tuple[Exercise, ...]:
    """The exercises of one lesson.

    Raises
    ------
    KeyError : no lesson has that folder name.
    """
    if lesson not in LESSONS:
        raise KeyError(f"lesson: expected one of {', '.join(LESSONS)}, got {lesson!r}")
    return tuple(e for e in EXERCISES.values() if e.lesson == lesson)


def find_exercise(name: str) -> Exercise:
    """The exercise of that name.

    Raises
    ------
    KeyError : there is none; the message offers the nearest names.
    """
    if name in EXERCISES:
        return EXERCISES[name]
    near = difflib.get_close_matches(str(name), EXERCISES, n=3) or sorted(EXERCISES)
    raise KeyError(f"exercise: there is none called {name!r}; near it: {', '.join(near)}")
