"""Raw articles are cleaned into articles: body, headline, date, byline, credits; repeated and shared text."""

from .articles import clean_article
from .dating import find_late_dates, find_unread_dates
from .duplicates import find_duplicates
from .house import find_house_lines
from .reprints import find_reprints
from .shared import find_shared_passages
from .versions import find_versions

__all__ = [
    "clean_article",
    "find_duplicates",
    "find_house_lines",
    "find_late_dates",
    "find_reprints",
    "find_shared_passages",
    "find_unread_dates",
    "find_versions",
]
