"""The wind-down coach: a calm terminal companion for evenings and nights."""

__version__ = "0.1.0"
