"""Commands, settings, paths and formats, from the code."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any

import typer
from starlette.routing import Mount

from kg import error_codes
from kg.cli import app
from kg.engine.base import formats_of
from kg.engine.guard import QueryForm
from kg.settings import Settings
from kg_api.app import create_app
from parts.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.routing import BaseRoute

    from kg.error_codes import Section


def commands() -> str:
    """Return every command with its arguments and options."""
    return "\n".join(_command("kg", typer.main.get_group(app)))


def _command(name: str, command: Any) -> Iterator[str]:
    """Yield the lines of a command and of those below it."""
    yield from (f"### `{name}`", "", (command.help or "").strip(), "")
    if command.params:
        yield _parameters(command)
    for below, each in sorted(getattr(command, "commands", {}).items()):
        yield from _command(f"{name} {below}", each)


def _parameters(command: Any) -> str:
    """The table of a command's parameters; typer exports no type for either."""
    context = typer.Context(command)
    head = ["option or argument", "takes", "default", "meaning"]
    return table(head, (_parameter(param, context) for param in command.params))


def _parameter(param: Any, context: typer.Context) -> list[str]:
    names = [*param.opts, *param.secondary_opts]
    if param.param_type_name == "argument":
        names = [name.upper() for name in names]
    takes = (
        ""
        if getattr(param, "is_flag", False)
        else param.display_type(context).strip("<>").replace("|", ", ")
    )
    takes = re.sub(r"list\[(\w+)\]", lambda found: f"{found[1].lower()}s", takes)
    default = getattr(param.default, "value", param.default)
    if isinstance(default, bool):  # the name that says so; a flag that is merely off has none
        default = next(iter(param.opts if default else param.secondary_opts), None)
    told = "required" if param.required else "" if default is None else f"`{default}`"
    return [", ".join(f"`{name}`" for name in names), takes, told, (param.help or "").strip()]


def settings() -> str:
    """Return every setting: the name in the environment, its default, its meaning."""
    rows = []
    for name, field in Settings.model_fields.items():
        told = "none" if field.default is None else f"`{field.default}`"
        if field.default_factory is not None:
            told = "in the checkout or the package"  # an absolute path of this machine
        rows.append([f"`KG_{name.upper()}`", told, field.description or ""])
    return table(["variable", "default", "meaning"], rows)


def paths() -> str:
    """Return every path of the service; its meaning is the docstring of what answers it."""
    rows = sorted(row for route in create_app(Settings()).routes for row in _route(route))
    return table(["path", "methods", "meaning"], rows)


def _route(route: BaseRoute) -> Iterator[list[str]]:
    if isinstance(route, Mount):
        yield [f"`{route.path}/…`", "GET, HEAD", "The files that the pages need."]
    elif (path := getattr(route, "path", None)) is not None:
        methods = ", ".join(sorted(getattr(route, "methods", None) or ()))
        yield [f"`{path}`", methods, _meaning(getattr(route, "endpoint", None))]


def _meaning(endpoint: Any) -> str:
    """The first sentence of the function's docstring, else of its module's after the paths."""
    own = getattr(endpoint, "__doc__", None)
    words = own or getattr(inspect.getmodule(endpoint), "__doc__", None) or ""
    first = words.strip().partition("\n\n")[0].replace("\n", " ")
    if own is None:
        first = re.sub(r"^(`[^`]+`(, | and )?)+: ", "", first)
    return first[:1].upper() + first[1:]


def formats() -> str:
    """Return the media types of the results of each query form, the default first."""
    rows: dict[str, list[str]] = {}
    for form in QueryForm:
        told = ", ".join(f"`{each.media_type}`" for each in formats_of(form))
        rows.setdefault(told, []).append(form.name)
    return table(["query", "formats"], [[", ".join(forms), told] for told, forms in rows.items()])


def errors() -> str:
    """Return a table of the codes for each section; the status where HTTP has one."""
    return "\n".join(f"### {section.en}\n{_codes(section)}" for section in error_codes.sections())


def _codes(section: Section) -> str:
    has_status = any(code.status for code in section.codes)
    head = ["code", *(["status"] if has_status else []), "meaning", "how to mend it"]
    rows = (
        [f"`{code.code}`", *([str(code.status or "")] if has_status else []), code.en, code.mend_en]
        for code in section.codes
    )
    return table(head, rows)
