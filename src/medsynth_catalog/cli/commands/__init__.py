"""The commands, a file each, named as they are called. Only the one that runs is imported."""

# In the order in which help lists them.
COMMANDS = (
    "search",
    "list",
    "show",
    "pick",
    "related",
    "compare",
    "export",
    "cite",
    "page",
    "audit",
    "coverage",
    "terms",
    "stats",
    "gaps",
    "trends",
    "new",
    "open",
    "info",
    "check",
    "add",
    "tag",
    "note",
    "pack",
    "resolve",
)
