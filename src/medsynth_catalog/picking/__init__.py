"""Choosing papers from a list that narrows while one types: `state` knows what is chosen, `screen` shows it and reads keys."""
