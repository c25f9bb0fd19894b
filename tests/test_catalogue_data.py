"""The bundled catalogue itself, every file of it. What `medsynth check` tells is a rule; here stands what else must hold."""

import json
import re

import jsonschema
import yaml

from medsynth_catalog import FACETS, Catalogue, Facet
from medsynth_catalog.loading import BUNDLED
from medsynth_catalog.loading.files import read_mapping, to_yaml
from medsynth_catalog.records import Author, Listing, Paper, Part, Preprint, Rejection, Source, Term, Venue
from medsynth_catalog.schema import schema_text
from rows import every
from shell import Checked

# Ids that scripts rely on; they never change.
PROMISED: dict[Facet, str] = {
    "modality": "signal image tabular text ecg eeg ppg emg dermoscopy mammography ultrasound mri ct xray oct fundus pet "
    "histopathology endoscopy ehr clinical-note radiology-report",
    "type": "gan diffusion vae autoencoder autoregressive transformer language-model flow other",
    "application": "unconditional class-conditional mask-conditional attribute-conditional text-conditional "
    "inter-modal-translation intra-modal-translation longitudinal aggregated time-dependent snapshot augmentation "
    "nlp-enhancement de-identification",
    "evaluation": "utility fidelity diversity qualitative clinical-validity privacy",
    "scenario": "paired unpaired few-shot guided federated-privacy",
    "anatomy": "brain heart breast lung retina skin",
    "role": "method survey comparison dataset metric background",
}
# The words of the founding lists, in their own spelling.
SPELLINGS: list[tuple[Facet, str, str]] = [
    ("type", "gan", "gan"), ("type", "DM", "diffusion"), ("type", "Diffusion Models", "diffusion"), ("type", "Diffusion Model", "diffusion"),
    ("type", "H:GAN", "gan"), ("type", "AE", "autoencoder"), ("type", "Language Model", "language-model"), ("type", "LLM", "language-model"),
    ("type", "Autorregresion (Transformers)", "autoregressive"), ("type", "Generative Adversarial Networks", "gan"),
    ("application", "Unconditonal", "unconditional"), ("application", "inter-Translation", "inter-modal-translation"),
    ("application", "Intra-translation", "intra-modal-translation"), ("application", "Class conditional", "class-conditional"),
    ("application", "class or label conditional", "class-conditional"), ("application", "text-to-signal", "text-conditional"),
    ("application", "text-to-image", "text-conditional"), ("application", "TimeSeries", "time-dependent"),
    ("application", "conditioning on other ECG statements;prioir knowledge", "knowledge-conditional"),
    ("application", "Longitudinal EHR", "longitudinal"), ("application", "Aggregated EHR", "aggregated"),
    ("application", "Time-dependent EHR", "time-dependent"), ("application", "Snapshot EHR", "snapshot"),
    ("application", "Inter-modal Translation", "inter-modal-translation"), ("application", "Intra-modal Translation", "intra-modal-translation"),
    ("application", "Class or Semantic Map Synthesis", "class-or-mask-conditional"), ("application", "Attribute-based Synthesis", "attribute-conditional"),
    ("application", "Text-based Synthesis", "text-conditional"), ("application", "NLP Enhancement", "nlp-enhancement"),
    ("application", "Text Augmentation", "augmentation"), ("application", "Text De-identification", "de-identification"),
    ("modality", "Electronic Health Records (EHR)", "ehr"), ("modality", "Electrocardiogram (ECG)", "ecg"), ("modality", "Dermoscopic Images", "dermoscopy"),
    ("modality", "Mammography Images", "mammography"), ("modality", "Ultrasound Images", "ultrasound"), ("modality", "Multiple modalities Images", "image"),
    ("modality", "X-ray Images", "xray"), ("evaluation", "U", "utility"), ("evaluation", "C", "clinical-validity"),
    ("scenario", "Paired Image-to-Image Translation", "paired"), ("scenario", "Unpaired / Unsupervised Synthesis", "unpaired"),
    ("scenario", "Few-Shot & Rare Disease Synthesis", "few-shot"), ("scenario", "Text/Semantic-Guided Synthesis", "guided"),
    ("scenario", "Federated & Privacy-Preserving Generation", "federated-privacy"), ("role", "Surveys", "survey"), ("role", "Comparisons", "comparison"),
]  # fmt: skip


def test_no_problem(checked: Checked) -> None:
    _, findings = checked
    assert [str(finding) for finding in findings if not finding.warning] == []


def test_every_paper_file() -> None:
    """Valid for an editor as well, ids quoted, no decoration, nothing written that is the default."""
    schema = jsonschema.Draft202012Validator(yaml.safe_load(schema_text()))
    paths = sorted((BUNDLED / "papers").glob("*.yaml"))
    assert paths
    with every() as row:
        for path in paths:
            with row(path.stem):
                text = path.read_text(encoding="utf-8")
                fields = yaml.load(text, Loader=yaml.CSafeLoader)
                schema.validate(fields)
                assert text.endswith("\n"), "no line end at the end of the file"
                assert not re.search(r"[ \t]+$", text, re.MULTILINE), "a line ends with a space"
                order = [name for name in Paper.__struct_encode_fields__ if name in fields]
                assert list(fields) == order, f"fields stand in the order of the record: {' '.join(order)}"
                assert fields.get("status", "partial") == "partial", "a status that is the default is left out"


def check_facts(paper: Paper) -> None:
    """What must hold of a record beyond what `medsynth check` tells."""
    odd = r"\.$|--|\s{2}|^\W*$|[A-Z]{3,} [A-Z]{4,} [A-Z]{4,} [A-Z]{4,}"
    assert paper.title is None or not re.search(odd, paper.title), f"odd title {paper.title!r}"
    assert paper.pages is None or re.fullmatch(r"[\w.:]+(-[\w.:]+)?", paper.pages), f"odd pages {paper.pages!r}"
    assert paper.year is None or 1948 <= paper.year <= 2027
    # A key keeps the year under which it came in: that of a preprint, or of the publication online, a year before that of the volume.
    years = {
        str(year)
        for year in (paper.year, paper.year and paper.year - 1, paper.preprint and paper.preprint.year)
        if year
    }
    assert paper.year is None or years & set(re.findall(r"\d{4}", paper.key)), f"the years are {sorted(years)}"
    for author in paper.authors:
        assert not re.search(r"\bet al|\d|[(){}@]", author.family + author.given), f"odd author {author}"
    assert paper.arxiv is None or paper.kind == "preprint" or paper.preprint is not None, "no preprint beside the id"
    if paper.kind == "preprint" and paper.arxiv and "." in paper.arxiv:
        assert paper.year is not None
        assert 0 <= paper.year - (2000 + int(paper.arxiv[:2])) <= 1, f"{paper.year}, but arXiv id {paper.arxiv}"
    # Whatever lets an outsider check a fact: no file of ours, no place on a disk.
    for seen in paper.evidence:
        assert not re.search(r"(^|\s)/\w+/\w+|file:", seen), f"evidence {seen!r} can't be checked by others"


def test_every_paper_file_has_the_layout_that_the_program_writes() -> None:
    """So that `add` and `resolve` write files like the others, and change only what they mean to."""
    with every() as row:
        for path in sorted((BUNDLED / "papers").glob("*.yaml")):
            with row(path.stem):
                assert to_yaml(read_mapping(path)[0]) == path.read_text(encoding="utf-8")


def test_every_paper(checked: Checked) -> None:
    part, _ = checked
    assert part.papers
    with every() as row:
        for paper in part.papers:
            with row(paper.key):
                check_facts(paper)


def test_promised_ids(bundled: Catalogue) -> None:
    with every() as row:
        for facet in FACETS:
            with row(facet):
                assert set(PROMISED[facet].split()) - set(bundled.vocabulary.terms(facet)) == set()


def test_spellings_of_the_founding_lists(bundled: Catalogue) -> None:
    with every() as row:
        for facet, spelling, term in SPELLINGS:
            with row(f"{facet} {spelling!r}"):
                assert bundled.vocabulary.resolve(facet, spelling) == term


def test_vocabulary_files_document_their_fields() -> None:
    with every() as row:
        for facet in FACETS:
            with row(facet):
                head = (BUNDLED / "vocabulary" / f"{facet}.yaml").read_text(encoding="utf-8").split("\n\n")[0]
                assert all(line.startswith("#") for line in head.splitlines())
                assert all(f"#   {field} " in head for field in ("label", "definition", "short", "broader", "aliases"))


def test_the_schema_for_editors_is_in_step() -> None:
    """Mend with: python -m medsynth_catalog.schema > catalog/paper.schema.json

    Alternatives are compared in any order, which differs between releases of msgspec.
    """

    def ordered(value: object) -> object:
        if isinstance(value, dict):
            return {name: ordered(inner) for name, inner in value.items()}
        return sorted(map(ordered, value), key=repr) if isinstance(value, list) else value

    stored = (BUNDLED / "paper.schema.json").read_text(encoding="utf-8")
    assert ordered(json.loads(stored)) == ordered(json.loads(schema_text()))


def test_the_schema_describes_every_field_and_every_term() -> None:
    schema = json.loads(schema_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    described = {"": schema, **schema["$defs"]}
    with every() as row:
        for name, record in described.items():
            for field, value in record["properties"].items():
                with row(f"{name}.{field}".lstrip(".")):
                    assert value["description"].endswith("."), "no description"
        for facet in FACETS:
            with row(facet):
                field = schema["properties"][facet]
                choice = field.get("items", field)
                assert len(choice["enumDescriptions"]) == len(choice["enum"]) > 0


def test_records_document_their_fields() -> None:
    with every() as row:
        for record in (Author, Listing, Paper, Part, Preprint, Rejection, Source, Term, Venue):
            with row(record.__name__):
                documented = (record.__doc__ or "").partition("Attributes:")[2]
                assert re.findall(r"^ +(\w+): ", documented, re.MULTILINE) == list(record.__struct_fields__)


def test_every_source_names_papers(bundled: Catalogue) -> None:
    named = {source for paper in bundled.papers for source in paper.sources}
    assert named == set(bundled.sources)
