"""A packed file to what is in it, never more than may be in a seed."""

from __future__ import annotations

import zlib

from ..errors import ReadError

MAX_MEMBERS = 10_000  # a web archive packs each record by itself
_GZIP = 31  # zlib's name of "with a gzip header"


def unpack_file(data: bytes, *, seed: str, limit: int) -> bytes:
    """What is packed in a gzip file. Raises ReadError for a damaged file and for more than ``limit`` bytes."""
    unpacked = bytearray()
    rest = data
    for _ in range(MAX_MEMBERS):
        member = zlib.decompressobj(_GZIP)
        try:
            unpacked += member.decompress(rest, limit + 1 - len(unpacked))
        except zlib.error as error:
            raise ReadError("is a damaged gzip file", subject=seed, hint="save it again, unpacked") from error
        if len(unpacked) > limit:
            hint = "is it an article? If so, raise max_seed_bytes in briefings.yml"
            raise ReadError(f"unpacks to more than {limit:,} bytes", subject=seed, hint=hint)
        if not member.eof:
            raise ReadError("is a damaged gzip file: its end is missing", subject=seed, hint="save it again, unpacked")
        rest = member.unused_data.lstrip(b"\x00")
        if not rest:
            return bytes(unpacked)
    raise ReadError("is a gzip file of too many parts", subject=seed, hint="save it again, unpacked")
