"""Finding questions that a guide has twice, and joining them."""
