#!/usr/bin/env bash
# A fence that is only shown, within raw HTML, becomes a code block.
#
# Versions: Markdown 3.11.3, pymdown-extensions 13.1, Python 3.11.
# Expected: what stands in a raw <pre> is left as it is, as CommonMark says of HTML blocks and as Python-Markdown does
#           without extensions: a page that explains fences shows one.
# Seen:     fenced_code and pymdownx.superfences look for fences before raw HTML is set aside. The fence becomes a code
#           block within the code block; its backticks are gone, and <pre> stands in <code>.
# For us:   `studyguide write` hands finished HTML to another generator's Markdown, so that it writes every backtick and
#           tilde of it as a character reference (hooks/studyguide/publish).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check markdown==3.11.3 pymdown-extensions==13.1
"$folder/venv/bin/python" - <<'PYTHON'
import markdown

PAGE = "<pre><code>A fence:\n\n```text\nshown\n```\n</code></pre>\n"

for extensions in ([], ["fenced_code"], ["pymdownx.superfences"]):
    html = markdown.markdown(PAGE, extensions=extensions)
    kept = "```text\nshown\n```" in html
    print(f"{extensions or 'none'}: the fence is {'shown' if kept else 'gone'}, {html.count('<pre')} pre elements")
    assert kept is not bool(extensions), "this has changed"
PYTHON
# Output seen:
#   none: the fence is shown, 1 pre elements
#   ['fenced_code']: the fence is gone, 2 pre elements
#   ['pymdownx.superfences']: the fence is gone, 2 pre elements
