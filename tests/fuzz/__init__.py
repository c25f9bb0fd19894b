"""Hostile input for every reader: made by changing sound input, the same cases for the same seed."""
