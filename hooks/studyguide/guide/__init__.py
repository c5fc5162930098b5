"""The guide: its values, and how they come out of the files of content/."""
