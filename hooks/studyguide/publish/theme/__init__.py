"""All that knows the theme, Material for MkDocs: its pages, navigation, search index, scripts and files."""
