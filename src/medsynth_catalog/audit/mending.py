"""The mended file: what findings name is changed, and no byte beside it."""

from collections.abc import Iterable

from medsynth_catalog.audit.findings import AuditedEntry
from medsynth_catalog.formats.bibtex.editing import Edit, changes, edited, is_editable
from medsynth_catalog.formats.bibtex.layout import readable


def mend(text: str, audited: Iterable[AuditedEntry]) -> tuple[str, int]:
    """Return the text of a bibliography with all that can be mended, and in how many entries that was.

    In an entry with stray words between its fields only missing commas are.

    Args:
        text: The text that was audited.
        audited: What `audit` found in it.
    """
    edits, mended = [], 0
    layout, _ = readable(text)
    for one in audited:
        mends = [finding.mend for finding in one.findings if finding.mend]
        if one.entry is not None and mends:
            fields = {name: value for mend in mends for name, value in mend.fields.items()}
            type = next((mend.type for mend in mends if mend.type), None)
            found = [Edit(comma, comma, ",") for mend in mends for comma in mend.commas]
            if is_editable(one.entry):
                found += changes(layout, one.entry, type, fields)
            mended += bool(found)
            edits += found
    return edited(text, edits), mended
