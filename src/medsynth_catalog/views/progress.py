"""Progress bars on stderr while many files are read or services are asked: how much is done, and the remaining time."""

from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from medsynth_catalog.stopping import on_stop


class Bar:
    """A progress bar that disappears when the work is done.

    Args:
        what: What is done.
        things: What is counted, in the plural.
    """

    def __init__(self, what: str, things: str) -> None:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn(f"{things},"),
            TimeRemainingColumn(),
        )
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._progress.add_task(what)
        on_stop.append(self.stop)  # the cursor is hidden meanwhile
        self._progress.start()

    def show(self, what: str, done: int, total: int) -> None:
        """Show what is done, and how much of it is."""
        self._progress.update(self._task, description=what, completed=done, total=total)

    def stop(self) -> None:
        """Remove the bar from the screen."""
        on_stop.remove(self.stop)
        self._progress.stop()


class ReadingBar(Bar):
    """A progress bar while papers are read."""

    def __init__(self) -> None:
        super().__init__("reading", "papers")

    def update(self, _folder: Path, done: int, total: int) -> None:
        """Show how many of the papers have been read."""
        self.show("reading", done, total)


class AskingBar(Bar):
    """A progress bar while services are asked, one after another."""

    def __init__(self) -> None:
        super().__init__("asking", "works")

    def update(self, host: str, done: int, total: int) -> None:
        """Show of how many works a service has been asked for."""
        self.show(f"asking {host}", done, total)
