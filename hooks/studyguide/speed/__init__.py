"""Speed: how work is done sooner. Nothing here knows what the work is; functions are handed in."""
