"""Reading one YAML file strictly into plain values: the one home of yaml, imported only when files must be read.

A catalogue file is small, flat and written by people. What YAML can do beyond that is refused: aliases (which make
"billion laughs" attacks possible), merge keys, duplicate fields.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from medsynth_catalog.opening import open_regular
from medsynth_catalog.records import FACETS
from medsynth_catalog.text import printable

# Far more than any real catalogue file.
MAX_BYTES = 512 * 1024
MAX_DEPTH = 10
# How aliases and anchors begin, and a list that begins in the line of another.
_ALIAS = re.compile(r"(?:^|[\s\[{,])[*&]\S", re.MULTILINE)
_LIST_IN_LIST = re.compile(r"^ *[-?:]\s+[-?:](?:\s|$)", re.MULTILINE)
_DEEP_INDENT = "\n" + " " * 12
_FEW_BRACKETS = 200
# The fields that hold ids: terms and keys.
_ID_LISTS = frozenset({*FACETS, "data"} - {"role"})
_TEXT, _LIST, _MAPPING, _NULL = (f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map", "null"))


class InvalidFileError(Exception):
    """A file is not a valid catalogue file; `str()` of the error is the reason."""


def read_mapping(path: Path) -> tuple[dict[str, Any], list[str]]:
    """Return the mapping in a file, and the texts in it whose control characters were replaced by visible ones.

    Raises InvalidFileError.
    """
    try:
        with open_regular(path) as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InvalidFileError(error.strerror or str(error)) from error
    if len(data) > MAX_BYTES:
        raise InvalidFileError(f"is too large: {max(size, len(data))} bytes; at most {MAX_BYTES} are allowed")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidFileError(f"is not UTF-8 (byte {error.start})") from error
    try:
        if not _is_plain(text):
            _refuse_hostile(text)
        return _build(text)
    except yaml.MarkedYAMLError as error:
        where = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        raise InvalidFileError(f"is not YAML: {where}{error.problem or error.context}") from error
    except (yaml.YAMLError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InvalidFileError(f"is not YAML: {printable(reason)}") from error


def has_comments(path: Path) -> bool:
    """Whether a valid file has comments, which are lost when it is written anew: a # that belongs to no value."""
    text = path.read_text(encoding="utf-8-sig")
    end = 0
    for token in yaml.scan(text, Loader=yaml.CSafeLoader):
        if "#" in text[end : token.start_mark.index]:
            return True
        end = max(end, token.end_mark.index)
    return "#" in text[end:]


def to_yaml(fields: Mapping[str, Any]) -> str:
    """Return fields as the catalogue's files have them: in their order, without escapes, a list of ids in one line, of
    anything else an item a line."""
    laid_out = {name: _Ids(value) if name in _ID_LISTS else value for name, value in fields.items()}
    text: str = yaml.dump(laid_out, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=116)
    return text


class _Ids(list[str]):
    """A list of ids."""


class _Dumper(yaml.SafeDumper):
    """Indents the items of a list below its field."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


_Dumper.add_representer(_Ids, lambda dumper, ids: dumper.represent_sequence(_LIST, ids, flow_style=bool(ids)))


def _is_plain(text: str) -> bool:
    """Whether a text surely has no aliases and no great depth, as most files; then it needs no closer look."""
    return (
        text.count("[") + text.count("{") < _FEW_BRACKETS
        and _DEEP_INDENT not in text
        and "\t" not in text
        and not _LIST_IN_LIST.search(text)
        and not (("*" in text or "&" in text) and _ALIAS.search(text))
    )


def _refuse_hostile(text: str) -> None:
    """Look at the events before values are built, since that recurses in C, where depth can crash the process."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise InvalidFileError(f"{_line(event)}YAML aliases are not allowed")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise InvalidFileError(f"{_line(event)}nested more than {MAX_DEPTH} levels deep")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _line(event: yaml.Event) -> str:
    return f"line {event.start_mark.line + 1}: " if event.start_mark else ""


def _build(text: str) -> tuple[dict[str, Any], list[str]]:
    """Return the mapping in a harmless text, and the texts in it whose control characters were replaced."""
    loader = yaml.CSafeLoader(text)
    try:
        node = loader.get_single_node()
        if node is None or node.tag == _NULL:
            raise InvalidFileError("is empty")
        if not isinstance(node, yaml.MappingNode):
            raise InvalidFileError("is not a mapping of fields")
        builder = _Builder(loader)
        return builder.mapping(node), builder.replaced
    finally:
        loader.dispose()


class _Builder:
    """Builds plain values from nodes. Duplicate fields, merge keys and keys that are no text are refused."""

    def __init__(self, loader: yaml.CSafeLoader) -> None:
        self._construct = loader.construct_object
        self.replaced: list[str] = []

    def mapping(self, node: yaml.MappingNode) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if key_node.tag != _TEXT:
                raise InvalidFileError(f"line {_line_of(key_node)}: a field name must be text")
            key = printable(key_node.value)
            if key in found:
                raise InvalidFileError(f"line {_line_of(key_node)}: the field {key!r} is given twice")
            found[key] = self._value(value_node)
        return found

    def _value(self, node: yaml.Node) -> Any:
        if node.tag == _TEXT and isinstance(node, yaml.ScalarNode):
            written = node.value
            shown = printable(written)
            if shown != written and shown != " ".join(written.split()):
                self.replaced.append(shown)
            return shown
        if node.tag == _LIST and isinstance(node, yaml.SequenceNode):
            return [self._value(item) for item in node.value]
        if node.tag == _MAPPING and isinstance(node, yaml.MappingNode):
            return self.mapping(node)
        try:
            return self._construct(node, deep=True)
        except (LookupError, TypeError, AttributeError, ValueError) as error:  # raised by PyYAML for `!!bool perhaps`
            raise InvalidFileError(f"line {_line_of(node)}: the value does not match its tag") from error


def _line_of(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
