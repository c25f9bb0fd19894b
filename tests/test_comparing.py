"""Papers side by side: what differs, on screens and in pipes."""

import json
from collections.abc import Callable

from medsynth_catalog import Catalogue, compare, load_catalogue
from medsynth_catalog.records import Paper, Part
from shell import ONLY_FROZEN, Golden, Medsynth, Result

Terminal = Callable[..., Result]
TWO = ("alcaraz2023diffusion", "neifar2023diffecg")
FOUR = (*TWO, "zama2023ecg", "skorik2024sssdecgnle")


def test_on_screens(terminal: Terminal, golden: Golden) -> None:
    for columns in (60, 80, 120):
        for keys in (TWO, FOUR):
            ran = terminal("compare", *keys, *ONLY_FROZEN, columns=columns)
            assert max(map(len, (ran.out + ran.err).splitlines())) <= columns
            assert "…" not in ran.out
            golden(f"screen.compare-{len(keys)}.{columns}", ran.out + ran.err)


def test_in_a_pipe(medsynth: Medsynth, golden: Golden) -> None:
    for form in ("table", "tsv", "json"):
        ran = medsynth("compare", *TWO, "-f", form, *ONLY_FROZEN)
        assert ran.err == ""
        golden(f"pipe.compare.{form}", ran.out)


def test_only_differences(medsynth: Medsynth) -> None:
    everything = json.loads(medsynth("compare", *FOUR, "-f", "json", *ONLY_FROZEN).out)["facts"]
    differing = json.loads(medsynth("compare", *FOUR, "-d", "-f", "json", *ONLY_FROZEN).out)["facts"]
    assert differing == [fact for fact in everything if fact["differs"]]
    for fact in everything:
        sets = [None if one is None else frozenset(one) for one in fact["values"]]
        assert fact["differs"] == (len(set(sets)) > 1), fact["field"]


def test_unknown_is_neither_none_nor_not_applicable() -> None:
    method = Paper(key="method2020", kind="article", modality=("ecg",), type=("gan",), evaluation=("utility",))
    silent = Paper(key="silent2020", kind="article", modality=("ecg",), type=("gan",))
    survey = Paper(key="survey2020", kind="article", role="survey")
    extra = Catalogue.of(Part("test", (method, silent, survey)))
    catalogue = load_catalogue(bundled=False).extended(extra.indexes[0])
    facts = {fact.field: fact for fact in compare(catalogue, [method, silent, survey]).facts}
    assert facts["evaluation"].values == (("utility",), None, ())
    assert facts["evaluation"].differs
    assert facts["type"].shared == {"gan"}
    assert "scenario" not in facts


def test_which_papers(medsynth: Medsynth) -> None:
    assert "at most 8" in medsynth("compare", "-m", "ecg", *ONLY_FROZEN, code=2).err
    assert "name another" in medsynth("compare", TWO[0], *ONLY_FROZEN, code=2).err
    assert "no papers to compare" in medsynth("compare", code=2).err
    assert "no paper has the key" in medsynth("compare", TWO[0], "nobody2023nothing", *ONLY_FROZEN, code=1).err
    selected = json.loads(medsynth("compare", "-m", "ecg", "-e", "privacy", "-f", "json", *ONLY_FROZEN).out)
    assert len(selected["papers"]) == 2
    nothing = medsynth("compare", "-m", "ecg", "-y", "1990", *ONLY_FROZEN)
    assert nothing.out == ""
    assert "no paper matches" in nothing.err
