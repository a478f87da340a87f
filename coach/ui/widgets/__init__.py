"""The widgets that are no drawing: pages of text, in our colours and inside the light."""
