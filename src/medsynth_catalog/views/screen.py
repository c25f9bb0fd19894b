"""The terminal as rich sees it: the one console, and the styles that all views share."""

from rich.console import Console, RenderableType

HEAD, KEY, DIM, MARK = "bold", "cyan", "dim", "green"


def console(width: int | None = None) -> Console:
    """A console on stdout that takes no text for markup, emoji codes or numbers worth a colour."""
    return Console(width=width, highlight=False, markup=False, emoji=False)


def print_views(*views: RenderableType) -> None:
    """Print views one below the other."""
    screen = console()
    for view in views:
        screen.print(view)
