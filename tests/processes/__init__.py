"""What only real processes show: signals at any moment, several at once, streams that fail, strange files and surroundings."""
