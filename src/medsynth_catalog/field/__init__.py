"""Questions about the field as a whole: counts, gaps and trends, computed on sets of papers. Shows nothing."""
