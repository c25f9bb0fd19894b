"""What can go wrong for a reader: one line each, with a hint where one helps. Not the place that prints them or picks exit codes."""

from collections.abc import Sequence


class MedsynthError(Exception):
    """A mistake that the reader can mend; `str()` of it is one line."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message if hint is None else f"{message}: {hint}")
        self.message = message
        self.hint = hint


class QueryError(MedsynthError):
    """A question that can't be asked: an unknown term, a bad year range, a column that isn't there."""


class StyleError(QueryError):
    """A citation style that isn't there, isn't CSL, or can't be used for a bibliography."""


class NotFoundError(MedsynthError):
    """A key, DOI or arXiv id that no paper has, or a paper without the address asked for."""


class OutputError(MedsynthError):
    """A place that can't be written."""


class BibliographyError(MedsynthError):
    """A reader's .bib file that can't be used as asked: without entries, or with one that isn't closed."""


class CatalogueError(MedsynthError):
    """A catalogue that can't be used; `problems` holds every reason, one line each."""

    def __init__(self, message: str, problems: Sequence[str] = (), hint: str | None = None) -> None:
        super().__init__(message, hint)
        self.problems = tuple(problems)
