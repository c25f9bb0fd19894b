"""Options in groups: named tuples of options that commands take whole, so that each is declared once."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, get_type_hints


def with_option_groups(command: Callable[..., None]) -> Callable[..., None]:
    """Replace each parameter that is a group of options by its fields, and make the group of their values for the call.

    typer reads options from a signature, so a command that takes `selection: Selection` gets a signature with all of them.
    A parameter of the command that has the name of a field stands in its place.
    """
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, Any] = {name: hint for name, hint in hints.items() if hasattr(hint, "_field_defaults")}
    parameters: list[inspect.Parameter] = []
    signature = inspect.signature(command)
    own = set(signature.parameters) - set(groups)
    for parameter in signature.parameters.values():
        if parameter.name in groups:
            group = groups[parameter.name]
            parameters += [
                inspect.Parameter(
                    name, inspect.Parameter.KEYWORD_ONLY, default=group._field_defaults[name], annotation=hint
                )
                for name, hint in get_type_hints(group, include_extras=True).items()
                if name not in own
            ]
        else:
            parameters.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=hints[parameter.name]))

    @wraps(command)
    def spread(**values: Any) -> None:
        for name, group in groups.items():
            values[name] = group(**{field: values.pop(field) for field in group._fields if field not in own})
        command(**values)

    spread.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # read by inspect.signature
    spread.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return spread
