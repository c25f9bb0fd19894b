"""Papers by the data sets that they use: under any of a data set's names, in groups, and on its card."""

import pytest

from medsynth_catalog import Catalogue, Query, search
from medsynth_catalog.datasets import assessed, data_sets, resolve_data_set
from rows import every
from shell import Medsynth

# What a reader writes, and records that are meant at least.
NAMES = {
    "PTB-XL": {"wagner2020ptbxl"},
    "ptb xl": {"wagner2020ptbxl"},
    "wagner2020ptbxl": {"wagner2020ptbxl"},
    "PTB": {"bousseljot1995nutzung"},
    "mimic iii": {"johnson2016mimiciii"},
    "MIMIC": {"johnson2016mimiciii", "johnson2023mimiciv", "johnson2019mimiccxr"},
    "brats": {"menze2015multimodal", "bakas2017advancing", "baid2021rsnaasnrmiccai"},
    "BraTS 2021": {"baid2021rsnaasnrmiccai"},
    "lidc-idri": {"armato2011lung"},
    "HCP": {"essen2013wuminn"},
    "open-i": {"demnerfushman2016preparing"},
    "chestx-ray14": {"wang2017chestxray8"},
    "kits": {"heller2021state", "heller2023kits21"},
}
EXACTLY = ("PTB-XL", "wagner2020ptbxl", "PTB", "mimic iii", "BraTS 2021", "lidc-idri")


def test_names(bundled: Catalogue) -> None:
    with every() as row:
        for name, keys in NAMES.items():
            with row(name):
                meant = {paper.key for paper in resolve_data_set(name, bundled)}
                assert keys <= meant
                assert name not in EXACTLY or meant == keys


def test_each_data_set_has_the_papers_that_name_it(bundled: Catalogue) -> None:
    """Under its key, its own name and its title; names that several have mean all of them."""
    with every() as row:
        for one in data_sets(bundled):
            using = {paper.key for paper in bundled if one.key in paper.data}
            for name in filter(None, (one.key, one.architecture, one.title)):
                with row(name):
                    if not set(",+") & set(name):
                        found = {paper.key for paper in search(bundled, Query(data=name))}
                        assert using <= found
                        assert found == using or name != one.key


def test_any_of_several_and_all_of_them(bundled: Catalogue) -> None:
    def found(data: str) -> set[str]:
        return {paper.key for paper in search(bundled, Query(data=data))}

    mimic, both = found("mimic-iii"), found("mimic-iii+eicu")
    assert both == mimic & found("eicu") != set()
    assert found("mimic-iii,eicu") == mimic | found("eicu")


def test_free_words_name_data_sets(bundled: Catalogue) -> None:
    """With the papers that use them, and those whose texts have the words; what the words may mean besides comes first."""
    with every() as row:
        for text, read_as in (
            ("ecg ptb-xl", "--modality ecg --data wagner2020ptbxl"),
            ("PTB XL", "--data wagner2020ptbxl"),
            ("uk biobank", "--data sudlow2015uk"),
            ("mimic iii ehr", "--data johnson2016mimiciii --modality ehr"),
            ("gan -ptbxl", "--type gan NOT --data wagner2020ptbxl"),
            ("ptb-xl OR eicu", "--data wagner2020ptbxl,pollard2018eicu"),
            ("CT MR", "--modality ct --modality mri"),
            ("miccai", "--venue 'MICCAI'"),
            ("chest x-ray", "--anatomy thorax --modality xray"),
            ("sleep", "sleep"),
            ("human", "human"),
            ('"ptb-xl"', '"ptb-xl"'),
        ):
            with row(text):
                asked = search(bundled, Query(text=text)).asked
                assert asked is not None
                assert asked.read_as == read_as
        for name in ("PTB-XL", "MIMIC", "brats", "BraTS 2021", "HCP", "open-i", "chestx-ray14"):
            with row(name):
                using = {paper.key for paper in search(bundled, Query(data=name))}
                assert using <= {paper.key for paper in search(bundled, Query(text=name))}


def test_how_it_is_said(medsynth: Medsynth, bundled: Catalogue) -> None:
    known, total = assessed(bundled)
    ran = medsynth("search", "--data", "ptb-xl", "-f", "keys")
    assert ran.err == (
        f"read as: --data wagner2020ptbxl\ndata sets are known of {known} of {total} papers; others may use it, too\n"
    )
    assert medsynth("search", "--data", "wagner2020ptbxl", "-f", "keys").out == ran.out
    assert "read as" not in medsynth("search", "--data", "wagner2020ptbxl").err
    assert medsynth("ptb-xl", "-f", "keys").err == ran.err.replace(
        "ptbxl\n", "ptbxl; the very words: medsynth search '\"ptb-xl\"'\n"
    )


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("PTB-LX", "did you mean PTB-XL? (see medsynth list --by data)"),
        ("qqqqqqq", "see medsynth list --by data"),
        ("the data", "see medsynth list --by data"),
    ],
)
def test_an_unknown_one(name: str, hint: str, medsynth: Medsynth) -> None:
    assert medsynth("search", "--data", name, code=2).err == f"medsynth: unknown data set {name!r}: {hint}\n"


def test_groups_and_card(medsynth: Medsynth, bundled: Catalogue) -> None:
    rows = [line.split("\t") for line in medsynth("list", "--by", "data").out.splitlines()]
    counts = [int(row[1]) for row in rows if row[0] != "unknown"]
    assert counts == sorted(counts, reverse=True)
    using = {paper.key for paper in bundled if "wagner2020ptbxl" in paper.data}
    assert using == {key for row in rows if row[0] == "wagner2020ptbxl" for key in row[2].split()}
    shown = medsynth("show", "wagner2020ptbxl").out.splitlines()
    assert {line.split("\t")[1].split()[0] for line in shown if line.startswith("used by\t")} == using
    assert "data\twagner2020ptbxl  PTB-XL" in medsynth("show", min(using)).out
    assert medsynth("list", "--by", "data", "--data", "PTB-XL", "-f", "json").out.count('"label": "PTB-XL"') == 1
