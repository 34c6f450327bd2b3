"""A story's page to its content, once for every shell, and that content on paper."""

from .blocks import Block, read_blocks
from .commands import print_stories
from .content import Citation, Entry, Section, Source, Story, read_entries, read_story, since_day
from .folds import has_folds, open_folds

__all__ = [
    "Block",
    "Citation",
    "Entry",
    "Section",
    "Source",
    "Story",
    "has_folds",
    "open_folds",
    "print_stories",
    "read_blocks",
    "read_entries",
    "read_story",
    "since_day",
]
