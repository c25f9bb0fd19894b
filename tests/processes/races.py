"""Several processes that change one file at once: what each adds is there in the end, or it said that it isn't."""

import subprocess
from pathlib import Path

from processes.running import MEDSYNTH, medsynth, surroundings


def races(place: Path, cache: Path, processes: int) -> list[str]:
    """Let so many processes append a paper each to one file; return what was wrong."""
    env = surroundings(cache)
    keys = medsynth("search", "-n", str(processes), "-f", "keys", folder=place, env=env).out.decode().split()
    file = place / "raced.bib"
    file.write_text("% mine\n", encoding="utf-8")
    begun = [
        subprocess.Popen(
            [*MEDSYNTH, "export", key, "--append", file], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        for key in keys
    ]
    faults = []
    for key, process in zip(keys, begun, strict=True):
        said = process.communicate(timeout=300)[1].decode()
        there = f"{{{key},\n" in file.read_text(encoding="utf-8")
        if process.returncode == 0 and not there:
            faults.append(f"{key} is lost: {said!r}")
        if process.returncode and (there or said.count("\n") != 1):
            faults.append(f"{key}: exit code {process.returncode}: {said!r}")
    if not file.read_text(encoding="utf-8").startswith("% mine\n"):
        faults.append("what was there is lost")
    return faults
