"""Raw articles are cleaned into articles: body, headline, date, byline, credits; repeated and shared text."""

from .articles import clean_article
from .duplicates import find_duplicates
from .shared import find_shared_passages

__all__ = ["clean_article", "find_duplicates", "find_shared_passages"]
