"""Layout: what is known of a clean text's parts once its blocks are named."""

from __future__ import annotations

from dataclasses import dataclass

from ..records import Block
from .datelines import Dateline


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a text in order, and the datelines and agency signatures in it, with their places in the text."""

    blocks: tuple[Block, ...]
    datelines: tuple[Dateline, ...]
    signatures: tuple[Dateline, ...]
