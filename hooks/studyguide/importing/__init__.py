"""Raw transcripts in, drafts out: reading, comparing with the guide, filing, reviewing."""

from __future__ import annotations

from studyguide.importing.reader import decode, read_transcript
from studyguide.importing.transcript import Accounting, Item, Piece, Transcript, accounting

__all__ = ["Accounting", "Item", "Piece", "Transcript", "accounting", "decode", "read_transcript"]
