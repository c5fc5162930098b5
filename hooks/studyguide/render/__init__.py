"""From an answer's Markdown to a safe fragment of HTML that stands alone."""
