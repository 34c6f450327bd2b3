"""SeedFile: what a reader is given of one file."""

from __future__ import annotations

from dataclasses import dataclass

Pairs = tuple[tuple[str, str], ...]
MAX_BYTES = 20_000_000  # the default of max_seed_bytes
# What the parsers behind the readers raise for input that no test of theirs had: such a file is a problem, no crash.
PARSER_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class SeedFile:
    """The bytes of one seed, its path below the seeds folder, and what its sidecar says.

    ``sidecar`` are the pairs of the sidecar file (empty where there is none), ``digest``
    the SHA-256 of the file's bytes and the sidecar's bytes after them. ``limit`` is the
    number of bytes that the file, and whatever is packed in it, may have.
    """

    seed: str
    data: bytes
    sidecar: Pairs
    digest: str
    limit: int = MAX_BYTES
