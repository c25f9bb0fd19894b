"""The records of the catalogue: frozen values that hold facts and format nothing.

One definition serves the YAML files, the index and the JSON Schema for editors, whose descriptions are the `Attributes` below.
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
# The signs of RFC 3986; any other is written by its number, "%C3%A9".
_ADDRESS = r"https?://[A-Za-z0-9._~:@%-]+\.[A-Za-z0-9._~:/?#@!$&'()*+,;=%\[\]-]+"
# The form of some fields, wherever they occur. It is checked when files are read and stands in the schema for editors. The
# index holds what was checked, so that decoding a record from it doesn't pay for that again.
FORMS = {
    # A file has this name: not too long for any file system, and none that Windows takes for a device.
    "key": r"(?!(con|prn|aux|nul|com[0-9]|lpt[0-9])$)[a-z][a-z0-9-]{0,119}",
    "id": r"[a-z0-9]+(-[a-z0-9]+)*",
    # DOIs ignore case; the catalogue keeps them in lower case so that equal ones look equal. Any sign of ASCII but those that begin
    # or end something where a DOI is written as it is: braces, backslash, per cent, quotation marks, ^ and |.
    "doi": r"10\.[0-9]{4,9}/[a-z0-9!#$&'()*+,./:;<=>?@_~\[\]-]+",
    # https://info.arxiv.org/help/arxiv_identifier.html, without the version
    "arxiv": r"([0-9]{4}\.[0-9]{4,5}|[a-z-]+(\.[A-Z]{2})?/[0-9]{7})",
    # https://arxiv.org/category_taxonomy
    "arxiv_class": r"[a-z-]+(\.[A-Za-z-]+)?",
    "url": _ADDRESS,
    "code": _ADDRESS,
    "publication_sought": r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
}


def _form(name: str) -> Meta:
    return Meta(extra_json_schema={"pattern": f"^{FORMS[name]}$"})


Id = Annotated[str, _form("id")]
Doi = Annotated[str, _form("doi")]
ArxivId = Annotated[str, _form("arxiv")]
Url = Annotated[str, _form("url")]
ArxivClass = Annotated[str, _form("arxiv_class")]
Day = Annotated[str, _form("publication_sought")]
Summary = Annotated[str, Meta(min_length=1, max_length=160)]


class Author(Struct, frozen=True, gc=False):
    """A person, or a group.

    Attributes:
        family: The family name with the particles that belong to it ("van der Schaar"), or the whole name of a group.
        given: The given names; empty for a group.
        suffix: "Jr." and the like.
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
    """The preprint of a published paper, where it differs from the paper. Its arXiv id is `arxiv` of the paper.

    Attributes:
        year: The year of its first version.
        title: Its title, if it differs from that of the paper.
        server: The preprint server.
        doi: Its own DOI, if it has one; not for arXiv, whose ids say the same.
    """

    year: Year | None = None
    title: Text | None = None
    server: Text = "arXiv"
    doi: Doi | None = None


class Listing(Struct, frozen=True, gc=False, omit_defaults=True, forbid_unknown_fields=True):
    """One place where a source names the paper, and what it says there.

    Attributes:
        source: The id of the source in sources.yaml.
        edition: The earliest edition of the source that names the paper.
        section: The heading under which it does.
        names: Which version its link leads to, if the paper exists both as preprint and published.
        link: The address that it gives.
        says: Its own words, letter for letter, by column or label.
    """

    source: Text
    edition: Text | None = None
    section: Text | None = None
    names: Literal["preprint", "published"] | None = None
    link: Text | None = None
    says: dict[str, str] = {}


READERS_FIELDS = ("own", "tags", "note")
"""The fields of a paper that belong to the reader: no paper file has them."""


class Paper(Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """One work, cited once however many sources name it. Of a preprint published since, the facts are the published ones.

    `None` and an empty tuple mean that a fact is unknown or doesn't apply.

    Attributes:
        key: The key: family name, year and first word of the title. It is the name of the file, and never changes.
        title: The title, in the capitals of the source.
        names: The authors in order, each "Family, Given", "Family, Suffix, Given", or the whole name of a group.
        authors_complete: Whether these are all authors.
        year: The year of publication, or of the first version of a preprint.
        month: The month of publication, 1 to 12.
        kind: The kind of work, which decides how it is cited.
        venue: The journal, proceedings, book or preprint server in which it appeared, by its name in venues.yaml.
        volume: The volume.
        number: The number (issue) of the volume.
        pages: The pages as a range with a single hyphen, or the article number.
        publisher: The publisher.
        doi: The DOI in lower case, without an address.
        arxiv: The arXiv id, without version.
        arxiv_class: The primary category on arXiv, such as eess.IV.
        url: The address of the work, only if neither a DOI nor an arXiv id leads to it.
        code: The address of its code.
        preprint: The preprint of a published paper, where it differs.
        publication_sought: The day on which a publication of this preprint was last looked for and not found.
        role: What the work is: a method, a survey, a data set, ...
        modality: What is synthesised.
        type: The families of generative models that it uses.
        application: How synthesis is conditioned, or its purpose.
        evaluation: What the synthetic data were judged on; `None` (left out) if nobody assessed it, which is not "none".
        scenario: The training data at hand.
        anatomy: The parts of the body that the data show.
        data: The data sets that it is trained or evaluated on, by the keys of their own papers.
        architecture: The method's own name.
        summary: One sentence about it, in the words of this catalogue.
        facets_from: What the facets were read from: "reviewed" by a person or a review that read the work, its abstract or title.
        listings: The places where sources name it.
        status: "verified" if title, all authors, year, venue and an identifier or address were seen, else "partial".
        evidence: The sources in which the facts were seen.
        notes: What else a curator should know, such as sources that disagree.
        own: Whether it is one of the reader's own papers. This field and the next two are no fields of a paper file.
        tags: The reader's tags for it.
        note: The reader's note on it.
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
    arxiv_class: ArxivClass | None = None
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
    own: bool = False
    tags: tuple[Text, ...] = ()
    note: Text | None = None

    def __hash__(self) -> int:
        # `says` of a listing is a dictionary, which has no hash; papers with equal keys seldom differ.
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

    def _repr_html_(self) -> str:
        """Return the paper as a notebook shows it."""
        from medsynth_catalog.hypertext import link, table, text  # only notebooks ask

        facts = (
            ("authors", "; ".join(author.name for author in self.authors)),
            ("published", ", ".join(str(fact) for fact in (self.venue, self.year) if fact)),
            ("summary", self.summary),
            ("method", self.architecture),
            *((facet, ", ".join(self.terms(facet))) for facet in FACETS),
            ("data", ", ".join(self.data)),
        )
        rows = [[text("title"), link(self.title or "title unknown", self.link)]]
        rows += [[text(label), text(fact)] for label, fact in facts if fact]
        if self.code:
            rows.append([text("code"), link(self.code, self.code)])
        return table((), rows, self.key)

    def terms(self, facet: Facet) -> tuple[str, ...]:
        """Term ids of this paper in `facet`, empty when unknown."""
        value: str | tuple[str, ...] | None = getattr(self, facet)
        if value is None:
            return ()
        return (value,) if isinstance(value, str) else value


class Term(Struct, frozen=True, gc=False, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """One value of a facet.

    Attributes:
        facet: The facet that it belongs to.
        id: Its id, which never changes once published.
        label: The name that a reader sees.
        definition: What it means, in one line.
        short: The form used where space is scarce; the id if left out.
        broader: The id of the term that includes it.
        aliases: Other spellings; case, accents, spaces and punctuation don't matter.
    """

    facet: Facet
    id: Id
    label: Text
    definition: Text
    short: Text | None = None
    broader: Text | None = None
    aliases: tuple[Text, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the term: id, label and aliases."""
        return (self.id, self.label, *self.aliases)


class Venue(Struct, frozen=True, gc=False, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """A journal, series of proceedings, preprint server or website in which papers appear.

    Attributes:
        id: Its id.
        name: The full name, without the year and number of an edition.
        short: The usual abbreviation or acronym.
        kind: The kind of the papers in it.
        dois: Whether its papers have DOIs; false for proceedings such as PMLR, which give none.
        aliases: Other names.
    """

    id: Id
    name: Text
    short: Text
    kind: Kind
    dois: bool = True
    aliases: tuple[Text, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the venue: full name, short form and aliases."""
        return (self.name, self.short, *self.aliases)


class Rejection(Struct, frozen=True, gc=False, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """A work that was read and left out, so that nobody reads it again.

    Attributes:
        id: The key that it would have had.
        title: Its title.
        reason: Why it was left out.
        doi: Its DOI.
        arxiv: Its arXiv id.
        url: Its address.
    """

    id: Id
    title: Text
    reason: Text
    doi: Doi | None = None
    arxiv: ArxivId | None = None
    url: Url | None = None


class Annotation(Struct, frozen=True, gc=False, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """What a reader added to a paper.

    Attributes:
        id: The key of the paper.
        tags: Words by which the reader finds it again.
        note: A text of the reader's.
    """

    id: Annotated[str, _form("key")]
    tags: tuple[Text, ...] = ()
    note: Text | None = None


class Source(Struct, frozen=True, gc=False, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """A review or list that names papers.

    Attributes:
        id: Its id.
        title: Its own title.
        what: What it is, in one line.
        url: Its address.
        licence: What it says about its licence.
        editions: The editions that were read, each with what it holds.
    """

    id: Id
    title: Text
    what: Text
    url: Url | None = None
    licence: Text | None = None
    editions: dict[str, Text] = {}


class Part(Struct, frozen=True, gc=False):
    """The records of one catalogue folder.

    Attributes:
        place: Where the folder is, as shown to the reader.
        papers: Its papers.
        terms: The terms of its vocabulary.
        sources: Its sources.
        venues: Its venues.
        rejected: The works that it leaves out.
        annotations: What its owner added to papers, its own or others.
    """

    place: str
    papers: tuple[Paper, ...] = ()
    terms: tuple[Term, ...] = ()
    sources: tuple[Source, ...] = ()
    venues: tuple[Venue, ...] = ()
    rejected: tuple[Rejection, ...] = ()
    annotations: tuple[Annotation, ...] = ()
