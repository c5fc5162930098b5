"""The pages of the site, made from the guide as plain values."""
