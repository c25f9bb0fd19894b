"""The index of a catalogue folder: a file that is opened, not decoded, so that a query costs only what its answer costs.

The catalogue files remain the source of truth; an index can always be made again from them.
"""
