"""The generator: pure functions from text to values, and thin edges that read and write files."""
