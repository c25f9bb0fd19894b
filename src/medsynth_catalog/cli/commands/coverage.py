"""`medsynth coverage`."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from medsynth_catalog.cli import streams
from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.format_options import TABLE, Format, checked_format
from medsynth_catalog.cli.option_groups import with_option_groups
from medsynth_catalog.cli.options import Catalogues
from medsynth_catalog.text import counted


@app.command(
    epilog=examples("coverage reading-list.md", "coverage review.bib --all", "coverage - -f json < titles.txt")
)
@with_option_groups
def coverage(
    catalogues: Catalogues,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            show_default=False,
            help="BibTeX, RIS, CSL-JSON, Markdown, or lines with titles, DOIs or arXiv ids; stdin if left out.",
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Print the works that the catalogue has, too, with their keys.")
    ] = False,
    format: Format = TABLE,
) -> None:
    """Tell which works of a list the catalogue lacks.

    Prints a line for each missing work: where it stands in the list, and its title. stderr says how many the catalogue has. Works
    that were read and left out of the catalogue count as neither. "medsynth add" makes drafts of what is missing.
    """
    # Imported here, since help and completion load every command and intake brings the readers of every form.
    from medsynth_catalog.audit.coverage import coverage as covered
    from medsynth_catalog.intake import listed_works

    form = checked_format(format, (TABLE, "json"))
    text = streams.read_text(file)
    with streams.print_if_slow("comparing with the catalogue ..."):
        works = list(covered(listed_works(text), catalogues.load()))
    told = [work for work in works if everything or work.status not in ("present", "rejected")]
    rows = [
        {
            "status": work.status,
            "where": work.where,
            "title": work.title,
            "key": work.paper.key if work.paper else None,
            "reason": work.unreadable or (work.rejection.reason if work.rejection else None),
        }
        for work in told
    ]
    if form == "json":
        from medsynth_catalog.formats.structured import to_json

        streams.write_stdout(to_json(rows))
    else:
        streams.write_stdout("".join("\t".join(str(cell) for cell in row.values() if cell) + "\n" for row in rows))
    count = Counter(work.status for work in works)
    asked = count["present"] + count["missing"]
    share = f" ({count['present'] / asked:.0%})" if asked else ""
    aside = [f"{count[status]} {status}" for status in ("rejected", "unreadable") if count[status]]
    streams.print_message(
        "; ".join([f"{count['present']} of {counted(asked, 'work')} in the catalogue{share}", *aside])
    )
