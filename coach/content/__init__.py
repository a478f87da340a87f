"""What people write in TOML, read strictly and kindly, and turned into the domain's shapes."""
