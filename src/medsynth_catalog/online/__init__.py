"""What the network knows of a work: asked only by `medsynth resolve`, never by another command."""
