"""Asking another program what it thinks of a file of ours.

A program that isn't installed is passed over, but never where MEDSYNTH_JUDGES says that all are required.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

FIELDS = {"author": "authors", "booktitle": "venue", "journal": "venue", "journaltitle": "venue", "date": "year"}


def judge(name: str) -> str:
    program = shutil.which(name)
    if program is None and os.environ.get("MEDSYNTH_JUDGES") != "required":
        pytest.skip(f"{name} is not installed")
    assert program is not None
    return program


def ask(folder: Path, *command: str) -> str:
    """Run a judge and return all that it says."""
    ran = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout + ran.stderr


def complaints(said: str, form: str) -> set[tuple[str, str]]:
    """What a judge complains of: key and field; a complaint of another form stands as a whole."""
    lines = [line for line in said.splitlines() if line.startswith(("Warning--", "WARN", "ERROR"))]
    found = [(line, re.search(form, line)) for line in lines]
    return {
        (match["key"], FIELDS.get(match["field"], match["field"])) if match else ("", line) for line, match in found
    }
