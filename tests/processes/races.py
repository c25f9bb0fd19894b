"""Several processes that change one file at once: what each adds is there in the end, or it said that it isn't."""

import subprocess
from pathlib import Path

from processes.running import MEDSYNTH, TOY, copied, medsynth, surroundings


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


def first_starts(place: Path, cache: Path, processes: int) -> list[str]:
    """Let so many processes ask a catalogue that has no index yet; return what was wrong."""
    folder, env = copied(TOY, place / "first"), surroundings(cache)
    command = [*MEDSYNTH, "search", "--catalog", str(folder), "--only-catalog", "-f", "keys"]
    begun = [
        subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(processes)
    ]
    ends = [(*process.communicate(timeout=300), process.returncode) for process in begun]
    wanted = sorted(path.stem for path in (folder / "papers").iterdir())
    faults = [
        f"a first start: {end}" for end in ends if (sorted(end[0].decode().split()), *end[1:]) != (wanted, b"", 0)
    ]
    return faults + [f"left behind: {path}" for path in (cache / "medsynth").iterdir() if path.suffix != ".index"]
