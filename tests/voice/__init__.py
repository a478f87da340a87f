"""How long the shipped voice takes for each text of the shipped scripts, and whether it fits."""
