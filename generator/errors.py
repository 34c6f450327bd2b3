"""GeneratorError and its kinds: every error that a person can act on.

A message says where (file, line), what, and what to do. A fault in one article or
one story is caught in ``pipeline`` and becomes a ``Problem``; anything else ends
the run with exit status 1 and the message alone.
"""

from __future__ import annotations

from .records import Problem


class GeneratorError(Exception):
    """What went wrong (``message``), with what (``subject``), and what to do (``hint``)."""

    stage = "build"

    def __init__(self, message: str, *, subject: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.subject = subject
        self.hint = hint

    def __str__(self) -> str:
        where = f"{self.subject}: " if self.subject else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{where}{self.message}{hint}"

    def to_problem(self, *, subject: str = "") -> Problem:
        """The same as a Problem; ``subject`` names it where the error does not."""
        return Problem(self.stage, self.subject or subject, self.message, self.hint)


class ConfigError(GeneratorError):
    """A setting, an editorial decision or an argument that cannot be used."""

    stage = "settings"


class ReadError(GeneratorError):
    """A seed that cannot be read or holds no article."""

    stage = "read"


class LanguageError(GeneratorError):
    """A language pipeline that cannot be loaded, or an article it cannot understand."""

    stage = "analyze"


class ExecutorError(GeneratorError):
    """Processes or a cluster that cannot do the work."""

    stage = "analyze"


class RenderError(GeneratorError):
    """A template or an output that cannot be written."""

    stage = "render"


class FetchError(GeneratorError):
    """An address that could not be had.

    ``passing`` says whether another try, later, may well succeed; ``status`` is what the site answered, 0 where
    it did not answer.
    """

    stage = "fetch"

    def __init__(
        self, message: str, *, subject: str = "", hint: str = "", passing: bool = False, status: int = 0
    ) -> None:
        super().__init__(message, subject=subject, hint=hint)
        self.passing = passing
        self.status = status


class SendError(GeneratorError):
    """A mail that was not taken.

    ``broken`` says that the connection failed and not the mail, ``fatal`` that no connection is to be had.
    """

    stage = "mail"

    def __init__(
        self, message: str, *, subject: str = "", hint: str = "", broken: bool = False, fatal: bool = False
    ) -> None:
        super().__init__(message, subject=subject, hint=hint)
        self.broken = broken
        self.fatal = fatal
