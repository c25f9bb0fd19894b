"""Text as LaTeX, and LaTeX as text. The one home of pylatexenc."""
