"""Each kind in docs/audit.md has an entry and what is told of it; `pytest --golden` rewrites what is told."""

import re

import pytest

from medsynth_catalog import Catalogue
from medsynth_catalog.audit import FINDING_KINDS, Matcher, audit, read_bibliography
from shell import HERE

DOC = HERE.parent / "docs" / "audit.md"
SECTION = re.compile(r"(### ([a-z-]+)\n.*?```bibtex\n(.*?)```\n)(\n```text\n.*?```\n)?(?=\n(?:###|##) )", re.DOTALL)


def test_every_kind_is_shown(frozen: Catalogue, request: pytest.FixtureRequest) -> None:
    matcher = Matcher(frozen)
    shown = []

    def told(section: re.Match[str]) -> str:
        kind = section[2]
        shown.append(kind)
        lines = [
            f"{finding.kind}: {finding.message}{' [mended]' if finding.mend else ''}\n"
            for one in audit(read_bibliography(section[3]), matcher)
            for finding in one.findings
        ]
        assert any(line.startswith(f"{kind}: ") for line in lines), f"{kind}: {lines}"
        return f"{section[1]}\n```text\n{''.join(lines)}```\n"

    text = DOC.read_text(encoding="utf-8")
    written = SECTION.sub(told, text)
    if request.config.getoption("--golden"):
        DOC.write_text(written, encoding="utf-8")
        text = written
    assert shown == list(FINDING_KINDS)
    assert text == written
