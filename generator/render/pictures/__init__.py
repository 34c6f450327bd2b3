"""Records to inline SVG, for where people would rather look than read; what a picture shows stands beside it in words.

One module a picture, which says what it shows and what it leaves out. There is none of statements against sources: that
is a table, whose rows lead to the statements, and which reads aloud, cell by cell.
"""

from .coverage import draw_coverage, list_outlets, list_stories
from .locator import draw_map
from .network import draw_network
from .strip import draw_strip
from .ties import find_network, list_partners
from .views import merge_places

__all__ = [
    "draw_coverage",
    "draw_map",
    "draw_network",
    "draw_strip",
    "find_network",
    "list_outlets",
    "list_partners",
    "list_stories",
    "merge_places",
]
