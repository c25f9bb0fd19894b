"""`medsynth new`."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from medsynth_catalog.cli import streams
from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.field_options import Drawing
from medsynth_catalog.cli.option_groups import with_option_groups
from medsynth_catalog.cli.options import Catalogues, limit_option
from medsynth_catalog.cli.paper_output import PaperOutput
from medsynth_catalog.errors import NotFoundError
from medsynth_catalog.loading import BUNDLED
from medsynth_catalog.loading.history import history_of
from medsynth_catalog.looks import look_file, read_look, write_look
from medsynth_catalog.news import Change, History, Look, changes, releases_since
from medsynth_catalog.text import counted

_MOST_GONE = 10


@app.command(
    epilog=examples(
        "new",
        "new --since 0.2.0",
        "new --since 2026-11",
        "new -f bibtex -o new.bib",
        "new -f keys | medsynth search - -m ecg",
    )
)
@with_option_groups
def new(
    output: PaperOutput,
    catalogues: Catalogues,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DATE|VERSION",
            show_default=False,
            help="Since this day, month or year, or after this release; your last look without it.",
        ),
    ] = None,
    limit: Annotated[
        int | None,
        limit_option("The maximum number of papers; 0 for all."),
    ] = None,
) -> None:
    """Show which papers came into the catalogue, and which preprints have been published.

    Since your last look, which is remembered when you run this without --since; the first time, what the last release brought.
    In a pipe each line is key, year, title, what happened ("added" or "published") and the release.
    """
    output.check()
    catalogue = catalogues.load()
    place, history = history_of(catalogue)
    if not history:
        raise NotFoundError(
            "this catalogue has no history of releases", "the bundled one has; leave --only-catalog and --own out"
        )
    name = "bundled" if Path(place) == BUNDLED else str(Path(place).absolute())
    look = read_look(name) if since is None else None
    if look and look.version not in [release.version for release in history]:
        look = None
    after = look.version if look else since
    releases = history[-2:] if after is None else releases_since(history, after)
    happened = changes(releases, look)
    found = [
        (change, catalogue[change.key]) for change in happened if change.what != "removed" and change.key in catalogue
    ]
    said = tuple(_summary(happened, _span(since, look, releases)))
    if since is None and look is None:
        said = (*said, "from now on, medsynth new shows what came after your last look")
    shown = found[:limit] if limit else found

    def draw(width: int) -> Drawing:
        from medsynth_catalog.views.news import news_view

        fitting = shown
        height = streams.screen_size()[1]
        if output.fits_screen and limit is None and height is not None:
            # Besides papers there are the releases, what is said below, and the prompt.
            fitting = shown[: max(1, height - len({change.version for change, _ in shown}) - 5)]
        cut = f"{len(fitting)} of {counted(len(found), 'paper')}; --limit 0 shows all"
        return news_view(catalogue, fitting, width), said if len(fitting) == len(found) else (cut, *said)

    from medsynth_catalog.formats.comparison import changed_objects, changed_rows

    output.print(
        lambda: [paper for _, paper in shown], lambda: changed_objects(shown), lambda: changed_rows(shown), draw
    )
    for line in () if output.is_drawn else said:
        streams.print_message(line)
    if since is None:
        _remember(name, history)


def _span(since: str | None, look: Look | None, releases: History) -> str:
    if since is not None:
        return f"since {since}"
    if look is not None:
        return f"since your last look on {look.date} (release {look.version})"
    return f"since before release {releases[0].version} ({releases[0].date})"


def _summary(happened: list[Change], span: str) -> Iterator[str]:
    gone = [change.key for change in happened if change.what == "removed"]
    numbers = {what: sum(change.what == what for change in happened) for what in ("added", "published")}
    parts = [
        f"{counted(numbers['added'], 'new paper')}" if numbers["added"] else "",
        f"{counted(numbers['published'], 'preprint')} now published" if numbers["published"] else "",
    ]
    yield f"{span}: {', '.join(filter(None, parts)) or 'nothing new'}"
    if gone:
        more = f" and {len(gone) - _MOST_GONE} more" if len(gone) > _MOST_GONE else ""
        yield f"no longer in the catalogue: {', '.join(gone[:_MOST_GONE])}{more}"


def _remember(name: str, history: History) -> None:
    *released, ahead = history
    try:
        write_look(
            name, Look(released[-1].version, date.today().isoformat(), ahead.added, ahead.published, ahead.removed)
        )
    except OSError as error:
        streams.print_message(f"this look can't be remembered: cannot write {look_file()}: {error.strerror}")
