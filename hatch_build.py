"""Build hook: the wheel carries the catalogue also as an index, so that no query reads YAML."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class IndexCatalogue(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return  # a checkout is indexed in the user's cache when its files change
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from medsynth_catalog.loading import ship_folder

        self.folder = tempfile.TemporaryDirectory()
        index_file = Path(self.folder.name) / "catalog.index"
        index_file.write_bytes(ship_folder(root / "catalog"))
        build_data["force_include"][str(index_file)] = "medsynth_catalog/catalog.index"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            self.folder.cleanup()
