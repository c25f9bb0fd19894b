"""What names a work: identifiers, titles and authors' names, read and made comparable; and when two records are of one work."""
