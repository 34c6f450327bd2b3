"""The background frequencies that ship with `generator/cluster`: in how many news articles a word stands.

    python -m training.background [OUTPUT]

Reads `corpora/raw-news` below `BRIEFINGS_DATA` (default `../shared`), 12,647 articles in the state this was made, and
writes
counts only: a gzipped table, first line "articles<TAB>number", then word and count in the order of words. The bytes
depend on nothing but the corpus. Words are as `generator.cluster.terms` reads them: folded, hyphens cut, without a
regular English ending, so that lemmas of any pipeline find their counts.
"""

from __future__ import annotations

import gzip
import io
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.cluster.terms import BACKGROUND_FILE, split_roots

from .corpora import data_folder

# Words of fewer articles are left out: most are misprints and rare names, which weigh alike. 3 keeps the table at a
# third of its size and changes no weight by more than log 3.
FEWEST_ARTICLES = 3
PARTS = ("guardian.txt.gz", "worldwide.txt.gz")


def read_articles() -> Iterator[str]:
    """The articles of raw-news, a text each."""
    for part in PARTS:
        with gzip.open(data_folder() / "corpora/raw-news" / part, "rt", encoding="utf-8") as lines:
            yield from (text for text in lines.read().split("\n\n") if text.strip())


def count_articles(texts: Iterable[str]) -> tuple[int, Counter[str]]:
    """The number of texts, and for each word the number of texts it stands in."""
    counts: Counter[str] = Counter()
    articles = 0
    for text in texts:
        articles += 1
        counts.update(set(split_roots(text)))
    return articles, counts


def format_table(articles: int, counts: Counter[str]) -> bytes:
    """The gzipped table, the same bytes for the same counts."""
    lines = [f"articles\t{articles}"]
    lines += [f"{word}\t{count}" for word, count in sorted(counts.items()) if count >= FEWEST_ARTICLES]
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0, compresslevel=9) as file:
        file.write(("\n".join(lines) + "\n").encode("utf-8"))
    return packed.getvalue()


def main() -> None:
    """Writes the table to the path named, else where the generator reads it."""
    output = Path(sys.argv[1]) if len(sys.argv) > 1 else BACKGROUND_FILE
    articles, counts = count_articles(read_articles())
    packed = format_table(articles, counts)
    output.write_bytes(packed)
    print(f"{articles} articles, {len(packed)} bytes: {output}")


if __name__ == "__main__":
    main()
