"""What is heard: a voice, tones and noise, made of the same timelines as what is seen."""
