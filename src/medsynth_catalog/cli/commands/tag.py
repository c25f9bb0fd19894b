"""`medsynth tag`."""

from shlex import quote
from typing import Annotated

import typer

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.cli import completion, streams
from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.option_groups import with_option_groups
from medsynth_catalog.cli.options import Catalogues
from medsynth_catalog.cli.owning import annotated_folder, telling_of
from medsynth_catalog.errors import UsageError
from medsynth_catalog.text import counted


@app.command(
    epilog=examples(
        "tag thesis alcaraz2023diffusion 2306.01875",
        "tag --remove thesis alcaraz2023diffusion",
        "search --tag thesis",
        "tag",
    )
)
@with_option_groups
def tag(
    catalogues: Catalogues,
    tag: Annotated[
        str | None,
        typer.Argument(metavar="[TAG]", autocompletion=completion.tags, show_default=False, help="A word of your own."),
    ] = None,
    keys: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[KEY]...", autocompletion=completion.keys, show_default=False, help="Keys, DOIs or arXiv ids."
        ),
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the tag away.")] = False,
) -> None:
    """Give papers a tag of your own, bundled papers too; without arguments, list your tags.

    Tags are kept in the folder of your own papers (medsynth info). search --tag finds them, and so does the tag as a free word;
    show prints them, and exports have them as keywords.
    """
    # Imported here, since help and completion load every command and this brings yaml.
    from medsynth_catalog.annotating import add_tag, checked_tag, remove_tag

    folder = annotated_folder(catalogues)
    catalogue = catalogues.load()
    if tag is None:
        _print_tags(catalogue)
        return
    if not keys:
        raise UsageError("no paper given", f"write its key after the tag: medsynth tag {tag} KEY")
    if tag in catalogue and keys[-1] not in catalogue:
        raise UsageError(f"{tag} is a paper, not a tag", f"write the tag first: medsynth tag {keys[-1]} {tag}")
    name = checked_tag(tag, catalogue.tags)
    papers = catalogue.find_all(keys)
    with telling_of(folder):
        changed = (remove_tag if remove else add_tag)(folder, [paper.key for paper in papers], name)
    others = len(papers) - changed
    rest = f"; {others} {'without it' if remove else 'had it already'}" if others else ""
    done = f"tag {name} taken from" if remove else f"tagged {name}:"
    streams.print_message(f"{done} {counted(changed, 'paper')}{rest}")
    if not remove:
        streams.print_message(f"find them: medsynth search --tag {quote(name)}")


def _print_tags(catalogue: Catalogue) -> None:
    streams.write_stdout("".join(f"{name}\t{papers.bit_count()}\n" for name, papers in catalogue.tags.items()))
    if not catalogue.tags:
        streams.print_message("no tags yet: medsynth tag TAG KEY gives one")
