"""The commands that look at one thing: show, open, terms, info."""

import platform
from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated, Any

import typer

from medsynth_catalog.card import card_rows
from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.cli import delivery
from medsynth_catalog.cli.app import app, examples
from medsynth_catalog.cli.completion import facet_names
from medsynth_catalog.cli.options import TABLE, Catalogues, Format, Key, Keys, checked_format, grouped
from medsynth_catalog.errors import NotFoundError, QueryError
from medsynth_catalog.formats import FORMATS
from medsynth_catalog.fuzzy import closest
from medsynth_catalog.records import FACETS, Facet, Paper
from medsynth_catalog.version import VERSION


@app.command(epilog=examples("show alcaraz2023diffusion", "show 10.1038/s41598-023-34341-2", "show 2301.08227 -f json"))
@grouped
def show(keys: Keys, catalogues: Catalogues, format: Format = TABLE) -> None:
    """Show all that is known of papers: facts, links, what the sources say, evidence and nearest relatives."""
    form = checked_format(format)
    catalogue = catalogues.load()
    papers = catalogue.find_all(keys)
    if form != TABLE:
        delivery.write(FORMATS[form].write(papers, ()))
    elif delivery.drawn():
        from medsynth_catalog.views import card, screen

        screen.show(*(card.card_view(card_rows(catalogue, paper)) for paper in papers))
    else:
        delivery.write("\n".join(_plain_card(catalogue, paper) for paper in papers))


@app.command(epilog=examples("terms", "terms modality", "terms type -f json"))
@grouped
def terms(
    catalogues: Catalogues,
    facet: Annotated[
        str | None,
        typer.Argument(metavar="[FACET]", autocompletion=facet_names, show_default=False, help=", ".join(FACETS) + "."),
    ] = None,
    format: Format = TABLE,
) -> None:
    """Show the vocabulary: terms, what they mean, their other spellings and how many papers have them."""
    form = checked_format(format, (TABLE, "json", "tsv"))
    catalogue = catalogues.load()
    facets = FACETS if facet is None else (_facet(facet),)
    counts = {one: _counts(catalogue, one) for one in facets}
    if form == TABLE and delivery.drawn():
        from medsynth_catalog.views import screen
        from medsynth_catalog.views.terms import term_tree

        screen.show(*(term_tree(catalogue.vocabulary, one, counts[one]) for one in facets))
        return
    rows = [
        {
            "facet": one,
            "id": term.id,
            "label": term.label,
            "aliases": term.aliases,
            "broader": term.broader,
            "definition": term.definition,
            "count": counts[one][term.id],
        }
        for one in facets
        for term, _ in catalogue.vocabulary.tree(one)
    ]
    if form == "json":
        from medsynth_catalog.formats.structured import to_json

        delivery.write(to_json(rows))
    else:
        heading = "\t".join(rows[0]) + "\n" if form == "tsv" and rows else ""
        lines = (
            "\t".join(
                "; ".join(value) if isinstance(value, tuple) else str(value or ("" if value is None else value))
                for value in row.values()
            )
            for row in rows
        )
        delivery.write(heading + "".join(f"{line}\n" for line in lines))


@app.command(
    name="open",
    epilog=examples("open alcaraz2023diffusion", "open 2301.08227 --code", "open alcaraz2023diffusion --print"),
)
@grouped
def open_(
    key: Key,
    catalogues: Catalogues,
    code: Annotated[bool, typer.Option("--code", help="Its code instead of the paper.")] = False,
    print_: Annotated[bool, typer.Option("--print", help="Print the address instead of opening it.")] = False,
) -> None:
    """Open a paper, or its code, in the browser."""
    paper = catalogues.load().find(key)
    address = paper.code if code else paper.link
    if address is None:
        raise NotFoundError(f"{paper.key} has no known {'code' if code else 'address'}", f"medsynth show {paper.key}")
    if print_:
        delivery.write(f"{address}\n")
    elif typer.launch(address) != 0:
        raise NotFoundError("no browser could be started", address)


@app.command(epilog=examples("info", "info --catalog ~/papers -f json"))
@grouped
def info(catalogues: Catalogues, format: Format = TABLE) -> None:
    """Say which catalogues are loaded, how many papers they have, how many of those are verified, and the versions."""
    form = checked_format(format, (TABLE, "json"))
    catalogue = catalogues.load()
    facts = {
        "medsynth": VERSION,
        "python": platform.python_version(),
        "msgspec": version("msgspec"),
        "typer": version("typer"),
        "catalogues": [_census(part.place, part.papers) for part in catalogue.parts],
        **_census("all", catalogue.papers),
    }
    if form == "json":
        from medsynth_catalog.formats.structured import to_json

        delivery.write(to_json([facts]))
    else:
        lines = [f"{name} {facts[name]}" for name in ("medsynth", "python", "msgspec", "typer")]
        lines += [
            f"{one['place']}: {one['papers']} papers, {one['verified']} verified"
            for one in (*facts["catalogues"], facts)
        ]
        delivery.write("".join(f"{line}\n" for line in lines))


def _census(place: str, papers: Sequence[Paper]) -> dict[str, Any]:
    return {"place": place, "papers": len(papers), "verified": sum(paper.status == "verified" for paper in papers)}


def _plain_card(catalogue: Catalogue, paper: Paper) -> str:
    return "".join(f"{label}\t{text}\n" for label, lines in card_rows(catalogue, paper) for text in lines.splitlines())


def _facet(word: str) -> Facet:
    for facet in FACETS:
        if facet == word.casefold():
            return facet
    near = closest(word.casefold(), FACETS)
    raise QueryError(
        f"unknown facet {word!r}", f"did you mean {near}?" if near else "the facets are " + ", ".join(FACETS)
    )


def _counts(catalogue: Catalogue, facet: Facet) -> dict[str, int]:
    vocabulary = catalogue.vocabulary
    return {
        term: sum(not vocabulary.narrower(facet, term).isdisjoint(paper.terms(facet)) for paper in catalogue.papers)
        for term in vocabulary.terms(facet)
    }
