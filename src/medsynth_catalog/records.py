"""The records of the catalogue: frozen values with the words of the field. They hold facts and format nothing.

One definition serves the YAML files, the compiled form and the JSON Schema that editors use.
"""

from typing import Annotated, Literal, Self, get_args

from msgspec import Meta, Struct, field

Facet = Literal["modality", "type", "application", "evaluation", "scenario", "anatomy", "role"]
FACETS: tuple[Facet, ...] = get_args(Facet)

Kind = Literal["article", "inproceedings", "incollection", "preprint", "dataset", "thesis", "webpage"]
Status = Literal["verified", "partial"]
FacetsFrom = Literal["reviewed", "abstract", "title"]

Text = Annotated[str, Meta(min_length=1)]
Year = Annotated[int, Meta(ge=1900, le=2100)]
Month = Annotated[int, Meta(ge=1, le=12)]
# The form of some fields, wherever they occur. It is checked when files are read and stands in the schema for editors; the
# compiled form, which was checked, is decoded at every start and doesn't pay for it again.
FORMS = {
    "key": r"[a-z][a-z0-9-]*",
    "id": r"[a-z0-9]+(-[a-z0-9]+)*",
    # DOIs ignore case; the catalogue keeps them in lower case so that equal ones look equal.
    "doi": r"10\.\d{4,9}/[^\sA-Z]+",
    # https://info.arxiv.org/help/arxiv_identifier.html, without the version
    "arxiv": r"(\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?/\d{7})",
    "url": r"https?://[^\s/]+\.[^\s]+",
    "code": r"https?://[^\s/]+\.[^\s]+",
    "publication_sought": r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])",
}


def _form(name: str) -> Meta:
    return Meta(extra_json_schema={"pattern": f"^{FORMS[name]}$"})


Id = Annotated[str, _form("id")]
Doi = Annotated[str, _form("doi")]
ArxivId = Annotated[str, _form("arxiv")]
Url = Annotated[str, _form("url")]
Day = Annotated[str, _form("publication_sought")]
Summary = Annotated[str, Meta(min_length=1, max_length=160)]


class Author(Struct, frozen=True, gc=False):
    """A person, or a group whose whole name is in `family`.

    `family` carries the particles that belong to it ("van der Schaar"); `suffix` is "Jr." and the like.
    """

    family: str
    given: str = ""
    suffix: str = ""

    @classmethod
    def read(cls, written: str) -> Self:
        """Split a name as BibTeX does: "Family, Given" or "Family, Suffix, Given"; without a comma it is a group.

        >>> Author.read("King, Jr., Martin Luther").name
        'Martin Luther King, Jr.'
        """
        family, *rest = [part.strip() for part in written.split(",")]
        suffix = rest.pop(0) if len(rest) > 1 else ""
        return cls(family, ", ".join(rest), suffix)

    @property
    def written(self) -> str:
        """The name as paper files have it, "Family, Suffix, Given": what `read` splits."""
        return ", ".join(filter(None, (self.family, self.suffix, self.given)))

    @property
    def name(self) -> str:
        """The name in reading order, "Given Family, Suffix"."""
        plain = f"{self.given} {self.family}".strip()
        return f"{plain}, {self.suffix}" if self.suffix else plain


class Preprint(Struct, frozen=True, gc=False, omit_defaults=True, forbid_unknown_fields=True):
    """What the preprint of a published paper said where it differs. An arXiv id stands in `Paper.arxiv`.

    Fields: year of its first version; title if another; the server if not arXiv, with the preprint's own DOI.
    """

    year: Year | None = None
    title: Text | None = None
    server: Text = "arXiv"
    doi: Doi | None = None


class Listing(Struct, frozen=True, gc=False, omit_defaults=True, forbid_unknown_fields=True):
    """One place where a source names the paper, and what it says there.

    Fields: `source`, an id of the sources file; `edition`, the earliest edition that names the paper; `section`, its
    heading; `names`, which version of a paper that exists as preprint and published its link leads to; `link`, its
    address; `says`, its own words, letter for letter.
    """

    source: Text
    edition: Text | None = None
    section: Text | None = None
    names: Literal["preprint", "published"] | None = None
    link: Text | None = None
    says: dict[str, str] = {}


class Paper(Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """One work, cited once however many lists name it; of a published preprint the published facts.

    `None` and an empty tuple mean unknown, or that the field doesn't apply. `evaluation` is `None` when nobody
    assessed it: unknown is not none. `url` stands only where no DOI or arXiv id leads to the work. `pages` holds a
    range with a single hyphen, or an article number. A `verified` paper has title, all authors, year, venue and an
    identifier or address, each seen in the sources that `evidence` names. `publication_sought` is the day on which a
    publication of this preprint was last looked for and not found. `anatomy` names the parts of the body that the data
    show, `data` the data sets that the work is trained or judged on, by the keys of their own papers. `architecture` is
    the method's own name. `summary` is one sentence of ours. `facets_from` says what the facets were read from: a person
    or table that read the work, its abstract or its title.
    """

    key: Annotated[str, _form("key")]
    title: Text | None = None
    # As written in the files: thousands of names are not worth splitting at every start.
    names: tuple[Text, ...] = field(default=(), name="authors")
    authors_complete: bool = True
    year: Year | None = None
    month: Month | None = None
    kind: Kind
    venue: Text | None = None
    volume: Text | None = None
    number: Text | None = None
    pages: Text | None = None
    publisher: Text | None = None
    doi: Doi | None = None
    arxiv: ArxivId | None = None
    arxiv_class: Text | None = None
    url: Url | None = None
    code: Url | None = None
    preprint: Preprint | None = None
    publication_sought: Day | None = None
    role: Text = "method"
    modality: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    application: tuple[str, ...] = ()
    evaluation: tuple[str, ...] | None = None
    scenario: tuple[str, ...] = ()
    anatomy: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    architecture: Text | None = None
    summary: Summary | None = None
    facets_from: FacetsFrom | None = None
    listings: tuple[Listing, ...] = ()
    status: Status = "verified"
    evidence: tuple[Text, ...] = ()
    notes: Text | None = None

    def __hash__(self) -> int:
        # What sources say is kept in dictionaries, which have no hash; papers of one key seldom differ.
        return hash(self.key)

    @property
    def authors(self) -> tuple[Author, ...]:
        """The authors in order; more than these where `authors_complete` is false."""
        return tuple(map(Author.read, self.names))

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources that name this paper, each once."""
        return tuple(dict.fromkeys(listing.source for listing in self.listings))

    @property
    def link(self) -> str | None:
        """The best address of the paper: its DOI, else its own address, else its arXiv page."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        return self.url or (f"https://arxiv.org/abs/{self.arxiv}" if self.arxiv else None)

    def terms(self, facet: Facet) -> tuple[str, ...]:
        """Term ids of this paper in `facet`, empty when unknown."""
        value: str | tuple[str, ...] | None = getattr(self, facet)
        if value is None:
            return ()
        return (value,) if isinstance(value, str) else value


class Term(Struct, frozen=True, gc=False, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """One value of a facet; the vocabulary files document their fields."""

    facet: Facet
    id: Id
    label: Text
    definition: Text
    short: Text | None = None
    broader: Text | None = None
    aliases: tuple[Text, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that the term answers to."""
        return (self.id, self.label, *self.aliases)


class Venue(Struct, frozen=True, gc=False, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """Where papers appear: its full name without year and number, the short form, the kind of its papers, other names."""

    id: Id
    name: Text
    short: Text
    kind: Kind
    aliases: tuple[Text, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that the venue answers to."""
        return (self.name, self.short, *self.aliases)


class Rejection(Struct, frozen=True, gc=False, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """A work that was read and left out, under the key it would have had, and why; so that nobody adds it again."""

    id: Id
    title: Text
    reason: Text
    doi: Doi | None = None
    arxiv: ArxivId | None = None
    url: Url | None = None


class Source(Struct, frozen=True, gc=False, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """A review or list that names papers; `editions` maps each edition used to what it holds."""

    id: Id
    title: Text
    what: Text
    url: Url | None = None
    licence: Text | None = None
    editions: dict[str, Text] = {}


class Part(Struct, frozen=True, gc=False):
    """What one catalogue folder brings: its place as shown to the reader, its papers, and the tables beside them."""

    place: str
    papers: tuple[Paper, ...] = ()
    terms: tuple[Term, ...] = ()
    sources: tuple[Source, ...] = ()
    venues: tuple[Venue, ...] = ()
    rejected: tuple[Rejection, ...] = ()
