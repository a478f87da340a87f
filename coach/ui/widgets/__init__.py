"""What is drawn with: widgets draw what they are told and hold no state of a session."""
