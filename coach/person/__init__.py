"""What the coach knows of the person, and what follows from it. It prints and draws nothing."""
