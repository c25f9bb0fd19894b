"""What is drawn on a terminal: the one home of rich, imported only when something is drawn.

Text of a catalogue is put into `Text`, which rich never reads as markup. What is shown is computed elsewhere.
"""
