"""`medsynth info`."""

import platform
from importlib.metadata import version
from typing import Any

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.cli import delivery
from medsynth_catalog.cli.answering import papers
from medsynth_catalog.cli.app import app, examples
from medsynth_catalog.cli.options import TABLE, Catalogues, Format, checked_format, grouped
from medsynth_catalog.version import VERSION

_LIBRARIES = ("msgspec", "typer", "rich")


@app.command(epilog=examples("info", "info --catalog ~/papers -f json"))
@grouped
def info(catalogues: Catalogues, format: Format = TABLE) -> None:
    """Show which catalogues are loaded.

    How many papers they have, how many of those are verified, and the versions of the program.
    """
    form = checked_format(format, (TABLE, "json"))
    catalogue = catalogues.load()
    versions = {"medsynth": VERSION, "python": platform.python_version()} | {name: version(name) for name in _LIBRARIES}
    places = [{"place": index.place} | _census(Catalogue([index], there)) for index, there in catalogue.folders()]
    if form == "json":
        from medsynth_catalog.formats.structured import to_json

        delivery.write(to_json([{"versions": versions, "catalogues": places, **_census(catalogue)}]))
    else:
        rows = [f"{name}\t{number}" for name, number in versions.items()]
        rows += [
            f"{one['place']}\t{papers(one['papers'])}, {one['verified']} verified"
            for one in (*places, {"place": "together"} | _census(catalogue))
        ]
        delivery.write("".join(f"{row}\n" for row in rows))


def _census(counted: Catalogue) -> dict[str, Any]:
    return {"papers": len(counted), "verified": counted.group("status").get("verified", 0).bit_count()}
