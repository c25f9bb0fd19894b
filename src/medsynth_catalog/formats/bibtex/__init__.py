"""BibTeX: writing papers, reading anybody's file, and changing one without touching the rest. The one home of bibtexparser."""
