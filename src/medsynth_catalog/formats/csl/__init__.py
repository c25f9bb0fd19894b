"""CSL-JSON, for pandoc, Zotero and every processor of the Citation Style Language (schema 1.0.2)."""
