"""What the network knows of a work: asked only by `medsynth resolve` and `medsynth audit --online`."""
