"""The long run: `python tests/processes/run.py --kills 1000`. Prints what was done and what was wrong; exits with 1 if anything was."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from loopback import serving
from processes.kills import SIGNALS, Kills
from processes.races import first_starts, races
from processes.running import warm


def main() -> None:
    """Kill, race, and tell."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=1000, help="how many processes are ended by a signal")
    options.add_argument(
        "--races", type=int, default=40, help="how many processes change one file, or make one index, at once"
    )
    options.add_argument("--seed", type=int, default=0, help="of the random moments")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name, serving() as server:
        place = Path(name)
        warm(place / "cache")
        begun = time.monotonic()
        kills = Kills(place, place / "cache", server.base, given.seed)
        for done in kills.run(given.kills):
            if not done % 100:
                print(f"{done} of {given.kills}, {len(kills.faults)} faults", file=sys.stderr, flush=True)
        print(f"kills: {given.kills} in {time.monotonic() - begun:.0f} s, {len(kills.faults)} faults")
        for end, times in sorted(kills.ends.items()):
            print(f"  {times:>5} {end}")
        print(f"  {'of a running program':42}", *(f"{sent.name:>8}" for sent in SIGNALS))
        for name in dict.fromkeys(name for name, _ in kills.ended):
            print(f"  {name:42}", *(f"{kills.ended[name, sent.name]:>8}" for sent in SIGNALS))
        raced = races(place, place / "cache", given.races)
        print(f"races: {given.races} processes append to one file, {len(raced)} faults")
        started = first_starts(place, place / "cache", given.races)
        print(f"first starts: {given.races} processes make one index, {len(started)} faults")
    for fault in (*kills.faults, *raced, *started):
        print(fault)
    sys.exit(1 if kills.faults or raced or started else 0)


if __name__ == "__main__":
    main()
