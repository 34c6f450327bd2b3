"""TIMEX3 values: resolve a rule against a day, precision, bounds, order, wording.

Pure functions of the standard library. A *value* is ISO 8601 with TIMEX3's
extensions (``2016-04-11``, ``2016-W15``, ``2016-SP``, ``2016-04-11TMO``,
``XXXX-WXX-1``), and may carry a modifier behind one blank (``2016 early``). A *rule*
is what an expression means before its article has a day; ``rules`` has the grammar.
"""

from .rules import find_event_day, is_consistent, list_anchors, resolve
from .values import add_modifier, first_day, last_day, precision, sort_key, split_modifier
from .wording import format_value

__all__ = [
    "add_modifier",
    "find_event_day",
    "first_day",
    "format_value",
    "is_consistent",
    "last_day",
    "list_anchors",
    "precision",
    "resolve",
    "sort_key",
    "split_modifier",
]
