"""One file of a page's parts: style, scripts, libraries and data, under a policy that lets it load nothing else."""

import base64
import gzip
import hashlib
import html
import json
import re
from pathlib import Path
from string import Template
from typing import Any

import msgspec

from medsynth_catalog.page.linking import linked_modules

_HERE = Path(__file__).parent
MANIFEST = _HERE / "vendor" / "manifest.json"


def page_html(data: dict[str, Any]) -> str:
    """Return a page as the text of one HTML file, which needs no other.

    The data are compressed (gzip, in Base64), so that nothing in a title can be taken for markup, and a page of thousands of papers stays
    small. The policy is that of Content Security Policy Level 3 (W3C): nothing is loaded, and only the two texts whose
    check sums it names run as script and style.

    Args:
        data: What `page_data` returned.
    """
    style = (_HERE / "style.css").read_text(encoding="utf-8")
    script = linked_modules(_HERE)
    policy = (
        f"default-src 'none'; script-src 'sha256-{_checksum(script)}'; style-src 'sha256-{_checksum(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    return Template((_HERE / "page.html").read_text(encoding="utf-8")).substitute(
        policy=policy,
        title=html.escape(data["about"]["title"]),
        version=html.escape(data["about"]["version"]),
        style=style,
        script=script,
        data=_packed(data),
        licences="\n".join(map(_licence, vendored())),
    )


def unpacked(page: str) -> Any:
    """Return the data that a page holds: what `page_html` was given.

    >>> unpacked(page_html({"about": {"title": "</script>", "version": "1"}}))["about"]["title"]
    '</script>'
    """
    found = re.search(r'<script type="application/gzip" id="data">([^<]*)</script>', page)
    if found is None:
        raise ValueError("this is no page of medsynth")
    return msgspec.json.decode(gzip.decompress(base64.b64decode(found[1])))


def vendored() -> list[dict[str, Any]]:
    """Return what the manifest says of each library: name, version, licence, address, and files with their SHA-256."""
    libraries: list[dict[str, Any]] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return libraries


def _packed(data: dict[str, Any]) -> str:
    return base64.b64encode(gzip.compress(msgspec.json.encode(data), compresslevel=9, mtime=0)).decode()


def _checksum(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _licence(library: dict[str, Any]) -> str:
    text = (MANIFEST.parent / library["folder"] / "LICENSE").read_text(encoding="utf-8")
    head = f"{library['name']} {library['version']} ({library['licence']})"
    return f"<h3>{html.escape(head)}</h3>\n<pre>{html.escape(text.strip())}</pre>"
