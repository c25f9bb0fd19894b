"""Check that a wheel and an sdist hold only what they should: `python .ci/contents.py FILE...`."""

import re
import sys
import tarfile
import zipfile
from pathlib import Path

_CODE = r"[\w/]+\.py"
_CATALOGUE = r"(papers/[a-z0-9-]+\.yaml|vocabulary/[a-z]+\.yaml|[a-z]+\.yaml|paper\.schema\.json)"
_DATA = r"([\w/-]+\.(csl|m?js|css|html|txt|json|md)|[\w/-]+/LICENSE[\w.-]*)"
WHEEL = rf"medsynth_catalog/({_CODE}|{_DATA}|py\.typed|catalog\.index|catalog/{_CATALOGUE})|medsynth_catalog-[\d.]+\.dist-info/.+"
SDIST = (
    rf"src/medsynth_catalog/({_CODE}|{_DATA}|py\.typed)|catalog/{_CATALOGUE}|(tests|docs|benchmarks)/.+|hatch_build\.py|pyproject\.toml"
    r"|README\.md|CHANGELOG\.md|CONTRIBUTING\.md|SECURITY\.md|CITATION\.cff|LICENSE(-DATA|-STYLES)?|PKG-INFO|\.gitignore"
)
# What no archive has, wherever it lies.
STRAY = re.compile(
    r"__pycache__|\.py[co]$|\.so$|\.orig$|\.rej$|~$|\.swp$|\.hypothesis|_cache/|\.env|\.ipynb_checkpoints|\.DS_Store"
)

failed = False
for file in map(Path, sys.argv[1:]):
    if file.suffix == ".whl":
        with zipfile.ZipFile(file) as archive:
            names, allowed = [name for name in archive.namelist() if not name.endswith("/")], WHEEL
    else:
        with tarfile.open(file) as archive:
            members = archive.getmembers()
        odd = [member.name for member in members if not (member.isfile() or member.isdir())]
        names, allowed = [member.name.partition("/")[2] for member in members if member.isfile()] + odd, SDIST
    strangers = [name for name in names if not re.fullmatch(allowed, name) or STRAY.search(name)]
    print(f"{file.name}: {len(names)} files, {len(strangers)} that don't belong there, {file.stat().st_size} bytes")
    for name in strangers:
        print(f"  {name}")
    failed = failed or bool(strangers) or not names
sys.exit(failed)
