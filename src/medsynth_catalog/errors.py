"""The errors that a reader can put right: one line each, with a hint where one helps. Printed, and given an exit code, in `cli`."""

from collections.abc import Sequence


class MedsynthError(Exception):
    """Base of all errors of this package; `str()` of one is a single line.

    Attributes:
        message: What went wrong.
        hint: What to do about it, or `None`.
    """

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message if hint is None else f"{message}: {hint}")
        self.message = message
        self.hint = hint


class UsageError(MedsynthError):
    """Invalid use of a command: options that contradict each other or miss one another, or an invalid value of one."""


class QueryError(UsageError):
    """An invalid query, or a name that isn't one of those to choose from: a term, year range, column, format, order."""


class StyleError(QueryError):
    """A citation style that is unknown, isn't CSL, or makes no bibliography."""


class InputError(UsageError):
    """Text that can't be read: not UTF-8, or not in the form that it claims to have."""


class NotFoundError(MedsynthError):
    """A key, DOI or arXiv id that no paper of the catalogue has, or an address that a paper doesn't have."""


class FileError(MedsynthError):
    """A file that can't be read or written."""


class BrowserError(MedsynthError):
    """No web browser could be started."""


class BibliographyError(MedsynthError):
    """A .bib file that can't be used as asked: it has no entries, or one that isn't closed."""


class CatalogueError(MedsynthError):
    """A catalogue that is missing or has problems.

    Attributes:
        problems: All problems found, one line each.
    """

    def __init__(self, message: str, problems: Sequence[str] = (), hint: str | None = None) -> None:
        super().__init__(message, hint)
        self.problems = tuple(problems)
