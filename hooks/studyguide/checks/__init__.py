"""The rules: each takes the guide and yields problems; none stops at the first."""
