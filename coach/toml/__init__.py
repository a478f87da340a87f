"""A TOML file read strictly and kindly. It knows no kind of script."""
