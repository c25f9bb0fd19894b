"""A progress bar on stderr while many files are read: how many are done, and the remaining time."""

from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from medsynth_catalog.stopping import on_stop


class ReadingBar:
    """A progress bar that disappears when the work is done."""

    def __init__(self) -> None:
        columns = (
            TextColumn("reading"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("papers,"),
            TimeRemainingColumn(),
        )
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._progress.add_task("reading")
        on_stop.append(self.stop)  # the cursor is hidden meanwhile
        self._progress.start()

    def update(self, _folder: Path, done: int, total: int) -> None:
        """Show how many of the papers have been read."""
        self._progress.update(self._task, completed=done, total=total)

    def stop(self) -> None:
        """Remove the bar from the screen."""
        on_stop.remove(self.stop)
        self._progress.stop()
