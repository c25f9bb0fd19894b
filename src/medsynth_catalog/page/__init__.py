"""A selection of papers as one page to share: what goes into it, and how it becomes a single file. Selects nothing.

`page/script` holds the page's own modules for browsers, `page/vendor` the libraries that it is built on.
"""
