"""Run the command as `python -m studyguide`."""

from __future__ import annotations

import sys

from studyguide.commands import main

if __name__ == "__main__":
    sys.exit(main())
