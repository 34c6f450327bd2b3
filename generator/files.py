"""The files of an output by their paths: texts at hand, and those of stored parts, which are read when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from .text import digest_text

Texts = Mapping[str, str]


class Files(Mapping[str, str]):
    """Path below the output folder to text, in the order of the paths.

    Of a part whose texts are stored only their digests are held, which tell whether a file on the disk is the same.
    """

    def __init__(self, files: Texts | None = None) -> None:
        self._texts: dict[str, str] = {}
        self._parts: dict[str, tuple[str, Callable[[], Texts]]] = {}
        self._last: tuple[Callable[[], Texts] | None, Texts] = (None, {})
        if isinstance(files, Files):
            self._texts, self._parts = dict(files._texts), dict(files._parts)
        elif files:
            self.add(files)

    def __len__(self) -> int:
        return len(self._texts) + len(self._parts)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted((*self._texts, *self._parts)))

    def __contains__(self, path: object) -> bool:
        return path in self._texts or path in self._parts

    def __getitem__(self, path: str) -> str:
        if path in self._texts:
            return self._texts[path]
        part = self._parts[path][1]
        if self._last[0] is not part:
            self._last = (part, part())
        return self._last[1][path]

    def add(self, files: Texts) -> None:
        """Files whose texts are at hand, instead of those that had their paths."""
        for path, text in files.items():
            self._parts.pop(path, None)
            self._texts[path] = text

    def take(self, other: Files, keep: Callable[[str], bool] = lambda path: True) -> None:
        """The files of another whose paths are to be kept, instead of those that had them."""
        self.add({path: text for path, text in other._texts.items() if keep(path)})
        for path, part in other._parts.items():
            if keep(path):
                self._texts.pop(path, None)
                self._parts[path] = part

    def add_part(self, digests: Mapping[str, str], read: Callable[[], Texts]) -> None:
        """Files of a stored part, which ``read`` reads, by their digests, instead of those that had their paths."""
        for path, digest in digests.items():
            self._texts.pop(path, None)
            self._parts[path] = digest, read

    def digest(self, path: str) -> str:
        """The SHA-256 of a file's text."""
        return self._parts[path][0] if path in self._parts else digest_text(self._texts[path])


# ``make(parts, work)``: the files that ``work()`` gives (path to text), which depend on ``parts`` alone.
MakeFiles = Callable[[Sequence[str], Callable[[], Texts]], Files]


def make_files_anew(parts: Sequence[str], work: Callable[[], Texts]) -> Files:
    """The ``MakeFiles`` of a stage that is not stored."""
    return Files(work())
