"""What is new, changed and gone between two editions, and the record in which a build keeps it."""

from .comparing import compare_editions
from .delta import Delta, FigureChange, Move, StoryDelta, StoryLine
from .record import Record, advance_record, dump_record, parse_record
from .views import (
    ActorView,
    ClaimView,
    DisagreementView,
    Edition,
    EventView,
    FigureView,
    Passage,
    SourceView,
    StoryView,
)

__all__ = [
    "ActorView",
    "ClaimView",
    "Delta",
    "DisagreementView",
    "Edition",
    "EventView",
    "FigureChange",
    "FigureView",
    "Move",
    "Passage",
    "Record",
    "SourceView",
    "StoryDelta",
    "StoryLine",
    "StoryView",
    "advance_record",
    "compare_editions",
    "dump_record",
    "parse_record",
]
