"""Raw transcripts in, drafts out: reading, comparing with the guide, filing, reviewing."""

from __future__ import annotations

from studyguide.importing.accounting import Accounting, accounting
from studyguide.importing.decode import decode
from studyguide.importing.reader import read_transcript
from studyguide.importing.transcript import Item, Piece, Transcript

__all__ = ["Accounting", "Item", "Piece", "Transcript", "accounting", "decode", "read_transcript"]
