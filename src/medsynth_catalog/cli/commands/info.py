"""`medsynth info`."""

import platform
from importlib.metadata import version
from typing import Any

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.cli import streams
from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.format_options import TABLE, Format, checked_format
from medsynth_catalog.cli.option_groups import with_option_groups
from medsynth_catalog.cli.options import Catalogues
from medsynth_catalog.completeness import shares
from medsynth_catalog.folders import own_folder
from medsynth_catalog.loading import is_folder_of_papers
from medsynth_catalog.text import counted, printable
from medsynth_catalog.version import VERSION

_LIBRARIES = ("msgspec", "typer", "rich")


@app.command(epilog=examples("info", "info --catalog ~/papers -f json"))
@with_option_groups
def info(catalogues: Catalogues, format: Format = TABLE) -> None:
    """Show which catalogues are loaded, and how complete their records are.

    The number of papers in each and how many are verified, the shares of papers of which facts are known, and the versions of
    the program and its libraries.
    """
    form = checked_format(format, (TABLE, "json"))
    catalogue = catalogues.load()
    versions = {"medsynth": VERSION, "python": platform.python_version()} | {name: version(name) for name in _LIBRARIES}
    own = str(own_folder())
    places = [
        {"place": index.place, "own": index.place == own} | _census(Catalogue([index], there))
        for index, there in catalogue.folders()
    ]
    if form == "json":
        from medsynth_catalog.formats.structured import to_json

        facts = {"versions": versions, "catalogues": places, **_census(catalogue), "shares": list(shares(catalogue))}
        streams.write_stdout(to_json([facts]))
    else:
        rows = [f"{name}\t{number}" for name, number in versions.items()]
        rows += [
            f"{printable(one['place'])}\t{counted(one['papers'], 'paper')}, {one['verified']} verified{_mark(one)}"
            for one in (*places, {"place": "together"} | _census(catalogue))
        ]
        if not any(one["own"] for one in places):
            rows.append(
                f"{own}\tyour own papers, tags and notes: {'left out' if is_folder_of_papers(own_folder()) else 'none yet'}"
            )
        rows += [
            f"{one.fact}\t{one.known / one.papers:.1%} of {one.papers} {one.among}"
            for one in shares(catalogue)
            if one.papers
        ]
        streams.write_stdout("".join(f"{row}\n" for row in rows))


def _mark(place: dict[str, Any]) -> str:
    return ", your own papers" if place.get("own") else ""


def _census(counted: Catalogue) -> dict[str, Any]:
    return {"papers": len(counted), "verified": counted.group("status").get("verified", 0).bit_count()}
