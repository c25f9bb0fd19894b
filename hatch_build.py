"""Build hook: the wheel carries the catalogue also in its compiled form, so that no query waits for YAML."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogue(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return  # a checkout compiles into the user's cache when its files change
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from medsynth_catalog.loading import ship_folder

        self.folder = tempfile.TemporaryDirectory()
        compiled = Path(self.folder.name) / "catalog.index"
        compiled.write_bytes(ship_folder(root / "catalog"))
        build_data["force_include"][str(compiled)] = "medsynth_catalog/catalog.index"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            self.folder.cleanup()
