"""Pictures for papers and slides: the one home of matplotlib, an optional extra. What is drawn is computed elsewhere."""
