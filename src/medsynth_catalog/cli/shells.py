"""How bash and zsh are told what to offer at TAB, where typer tells them less well. Imported only at TAB.

bash takes `=` for the end of a word, and takes what it is offered as it is, spaces and quotation marks included. zsh is told
with its own `_describe`; typer's way loses apostrophes and reads square brackets as markup.
"""

import os
import re
from shlex import quote

from typer._click.shell_completion import CompletionItem, add_completion_class
from typer._completion_classes import BashComplete, ZshComplete

_SPECIAL = re.compile(r"([^\w@%+=:,./-])")


class Bash(BashComplete):
    """Completion of words with an `=` in them, and of names that need quoting."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the incomplete one, and this one, put together again around each `=`."""
        args, incomplete = super().get_completion_args()
        joined: list[str] = []
        for word in [*args, incomplete]:
            if joined and (word == "=" or joined[-1].endswith("=")):
                joined[-1] += word
            else:
                joined.append(word)
        # Where bash ends words at `=`, it replaces only what stands behind it; of --type=gan only the value is offered anyway.
        is_part = joined[-1] != incomplete and not joined[-1].startswith("-")
        self._kept = len(joined[-1]) - len(incomplete.lstrip("=")) if is_part else 0
        return joined[:-1], joined[-1]

    def format_completion(self, item: CompletionItem) -> str:
        """Return what replaces the last word as bash sees it."""
        is_quoted = os.environ["COMP_WORDS"].rpartition("\n")[2].startswith(("'", '"'))
        value = str(item.value)[self._kept :]
        return value if is_quoted else _SPECIAL.sub(r"\\\1", value)


class Zsh(ZshComplete):
    """Completion with descriptions that are shown letter by letter."""

    def complete(self) -> str:
        """Return the commands that offer the completions, or files where there are none."""
        items = self.get_completions(*self.get_completion_args())
        if not items:
            return "_files"
        offered = " ".join(quote(self.format_completion(item)) for item in items)
        return f"local -a offered=({offered}); _describe -V medsynth offered -U"

    def format_completion(self, item: CompletionItem) -> str:
        """Return a value and its description, as `_describe` takes them."""
        value = str(item.value).replace("\\", r"\\").replace(":", r"\:")
        return f"{value}:{' '.join(item.help.split())}" if item.help else value


def register() -> None:
    """Let these replace the classes of typer."""
    add_completion_class(Bash, "bash")
    add_completion_class(Zsh, "zsh")
