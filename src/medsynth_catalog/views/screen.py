"""The console of rich, and the styles that all views share."""

from rich.console import Console, RenderableType

HEAD, KEY, DIM, MARK = "bold", "cyan", "dim", "green"


def console(width: int | None = None) -> Console:
    """Return a console on stdout that prints text as it is, without markup, emoji codes or highlighting."""
    return Console(width=width, highlight=False, markup=False, emoji=False)


def print_views(*views: RenderableType) -> None:
    """Print views one below the other."""
    screen = console()
    for view in views:
        screen.print(view)
