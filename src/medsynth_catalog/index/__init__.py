"""The compiled form of a catalogue folder: a file that is opened, not decoded, so that a question costs what its answer costs.

Never the truth; the catalogue files are.
"""
