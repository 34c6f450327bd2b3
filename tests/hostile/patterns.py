"""Every compiled regular expression of the package, and texts made to be dear for each."""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from re import _constants as code
from re import _parser as parser
from typing import Any

import generator

#: What any text may be full of, whatever a pattern looks for.
COMMON = tuple(" \n(aA1.,-“’'\"[<&") + ("a ", "A ", "1,", "a.", ". ", " \n", "“’")
MORE = 10  # times as long for four times the text: 4 is linear, 16 quadratic
NOTED = 0.003  # seconds: for 4,000 characters a quadratic pattern takes 8 ms and more, a linear one a tenth of it
ROUNDS = 12  # a linear pattern is measured again until it looks linear, on a machine that does much else
BREAK = "\0"  # ends every text, so that a run that goes to the end is not simply matched
# Of the letters and words that a pattern names, so many are repeated, and so many letters in pairs.
MAX_LETTERS, MAX_WORDS, MAX_PAIRED = 12, 10, 6


def collect_patterns() -> dict[str, re.Pattern[str]]:
    """The patterns by where they stand: ``module.NAME``, with the place in a collection. Commands are not loaded."""
    found: dict[str, re.Pattern[str]] = {}
    seen: set[int] = set()
    for info in pkgutil.walk_packages(generator.__path__, "generator."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            for place, pattern in _list_patterns(value):
                if id(pattern) not in seen and isinstance(pattern.pattern, str):
                    seen.add(id(pattern))
                    found[f"{info.name}.{name}{place}"] = pattern
    return found


def _list_patterns(value: Any, place: str = "", depth: int = 3) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern):
        yield place, value
    elif depth and isinstance(value, dict):
        for key, item in value.items():
            yield from _list_patterns(item, f"{place}[{key!r}]", depth - 1)
    elif depth and isinstance(value, (tuple, list, set, frozenset)):
        for number, item in enumerate(value):
            yield from _list_patterns(item, f"{place}[{number}]", depth - 1)
    elif depth and hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        for key in value.__dataclass_fields__:
            yield from _list_patterns(getattr(value, key, None), f"{place}.{key}", depth - 1)


def is_anchored(name: str) -> bool:
    """Whether its module only matches the pattern at one place (``match``, ``fullmatch``) and never searches with it.

    So it is where its name is private and stands before no other method, and is handed to nothing.
    """
    module, _, own = re.split(r"[\[]", name)[0].rpartition(".")
    uses = re.findall(rf"(?<![\w.]){own}\b(?!\s*(?::[^=]|=))(\.\w+)?", _read_module(module))
    return own.startswith("_") and bool(uses) and set(uses) <= {".match", ".fullmatch"}


@cache
def _read_module(name: str) -> str:
    return Path(importlib.import_module(name).__file__).read_text(encoding="utf-8")


def make_bait(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """Pairs of a beginning and what is repeated after it: what the pattern itself names, in runs and by turns."""
    letters: list[str] = []
    words: list[str] = []
    _read(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG), letters, words)
    letters, words = list(dict.fromkeys(letters)), list(dict.fromkeys(words))[:MAX_WORDS]
    few = letters[:MAX_PAIRED]
    pairs = (first + second for first in few for second in few if first != second)
    runs = [*COMMON, *letters[:MAX_LETTERS], *(word + " " for word in words), *pairs]
    starts = ["", *words[:1]]
    return [(start, run) for run in dict.fromkeys(runs) for start in starts]


def _read(parsed: Iterable, letters: list[str], words: list[str]) -> None:
    literal = ""
    for operation, argument in parsed:
        if operation is code.LITERAL:
            literal += chr(argument)
            letters.append(chr(argument))
            continue
        if len(literal) > 1:
            words.append(literal)
        literal = ""
        if operation is code.IN:
            letters.extend(_sample(argument))
        elif operation is code.NOT_LITERAL:
            letters.append("b" if chr(argument) == "a" else "a")
        elif operation in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            _read(argument[2], letters, words)
        elif operation is code.BRANCH:
            for branch in argument[1]:
                _read(branch, letters, words)
        elif operation is code.SUBPATTERN:
            _read(argument[3], letters, words)
        elif operation is code.ATOMIC_GROUP:
            _read(argument, letters, words)
        elif operation in (code.ASSERT, code.ASSERT_NOT):
            _read(argument[1], letters, words)
    if len(literal) > 1:
        words.append(literal)


_CATEGORIES = {
    code.CATEGORY_DIGIT: "1",
    code.CATEGORY_SPACE: " ",
    code.CATEGORY_WORD: "a",
    code.CATEGORY_NOT_SPACE: "a",
}


def _sample(members: Iterable) -> Iterator[str]:
    """A character of each member of a class; of a class of what is not meant, one that is."""
    members = list(members)
    if members and members[0][0] is code.NEGATE:
        excluded = "".join(_sample(members[1:]))
        yield next(char for char in "aB1 .;§" if char not in excluded)
        return
    for operation, argument in members:
        if operation is code.LITERAL:
            yield chr(argument)
        elif operation is code.RANGE:
            yield chr(argument[0])
        elif operation is code.CATEGORY:
            yield _CATEGORIES.get(argument, "_")


class TooSlow(Exception):
    """A match was given up."""


@contextmanager
def limit(seconds: float) -> Iterator[None]:
    """Give up (TooSlow) after so many seconds of this process's own time, in the middle of a match, too."""

    def give_up(*_) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def measure(pattern: re.Pattern[str], text: str, *, seconds: float, anchored: bool = False) -> float:
    """Seconds to find every match, or the first at the beginning where it is ``anchored``;
    ``seconds`` where it takes longer."""
    start = time.perf_counter()  # a process's own time is counted in steps of 10 ms on some machines
    try:
        with limit(seconds):
            if anchored:
                pattern.match(text)
                pattern.fullmatch(text)
            else:
                for _ in pattern.finditer(text):
                    pass
    except TooSlow:
        return seconds
    return time.perf_counter() - start


def find_dear(
    pattern: re.Pattern[str], *, anchored: bool = False, length: int = 1000, most: float = 2.0
) -> tuple[str, str, float] | None:
    """Beginning and run of a text on which four times the length takes more than ``MORE`` times as long, and how
    much more; None where there is none. What takes less than ``NOTED`` on the longer text is not looked at twice."""
    for start, run in make_bait(pattern):
        short, long = (start + (run * (size // len(run) + 1))[:size] + BREAK for size in (length, 4 * length))
        if measure(pattern, long, seconds=most, anchored=anchored) < NOTED:
            continue
        # The least of several, so that moments in which the machine is busy do not count.
        quick = slow = 8 * most
        for _ in range(ROUNDS):
            quick = min(quick, measure(pattern, short, seconds=most, anchored=anchored))
            slow = min(slow, measure(pattern, long, seconds=8 * most, anchored=anchored))
            if quick >= most or slow <= MORE * quick:
                break
        if quick >= most or slow > MORE * quick:
            return start, run, slow / max(quick, 1e-6)
    return None
