"""Raw transcripts in, drafts out: reading, comparing with the guide, filing, reviewing."""

from __future__ import annotations

from studyguide.transcripts.accounting import Accounting, accounting
from studyguide.transcripts.decode import decode
from studyguide.transcripts.reader import read_transcript
from studyguide.transcripts.transcript import Item, Piece, Transcript

__all__ = ["Accounting", "Item", "Piece", "Transcript", "accounting", "decode", "read_transcript"]
