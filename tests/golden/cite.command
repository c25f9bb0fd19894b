\[1\] J. M. Lopez Alcaraz and N. Strodthoff, “Diffusion-based conditional ECG generation with structured state space models,” *Computers in Biology and Medicine*, vol. 163, p. 107115, 2023, doi: 10.1016/j.compbiomed.2023.107115.

\[2\] G. Müller-Franzes *et al.*, “A multimodal comparison of latent denoising diffusion probabilistic models and generative adversarial networks for medical image synthesis,” *Scientific Reports*, vol. 13, no. 1, p. 12098, 2023, doi: 10.1038/s41598-023-39278-0.

