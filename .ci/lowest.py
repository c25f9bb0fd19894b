"""Print the lowest version of every dependency that pyproject.toml allows, as constraints for pip: `pip install -c`."""

import re
import sys
import tomllib
from pathlib import Path

project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
extras = project["optional-dependencies"]
wanted = [*project["dependencies"], *(one for name in sys.argv[1:] for one in extras[name])]
lowest = {}
for requirement in wanted:
    name, bound = re.match(r"([\w.-]+)(?:.*?>=\s*([\d.]+))?", requirement).groups()
    if bound:
        lowest.setdefault(name.lower(), bound)
print("\n".join(f"{name}=={bound}" for name, bound in sorted(lowest.items())))
