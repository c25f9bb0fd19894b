"""Markdown: lists and tables of papers, written, and found in anybody's document."""
