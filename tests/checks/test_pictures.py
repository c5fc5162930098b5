"""Pictures of pixels: whatever bytes a file holds, there is an answer and no traceback."""

from __future__ import annotations

import imagesize
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyguide.guide.pictures import Fault, read_picture
from support.pictures import picture

KINDS = ("avif", "gif", "jpg", "png", "webp")


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_gives_its_size_and_one_that_is_cut_off_anywhere_is_refused(kind: str) -> None:
    """No beginning of a file passes for the file, and nothing may follow its end."""
    data = picture(kind, 40, 20)
    shorter = [read_picture(data[:length], f".{kind}") for length in range(len(data))]

    assert read_picture(data, f".{kind}") == (40, 20)
    assert [found for found in shorter if not isinstance(found, Fault)] == []
    assert isinstance(read_picture(data + b"more", f".{kind}"), Fault)


@settings(deadline=None)
@given(st.sampled_from(KINDS), st.binary(max_size=60), st.integers(0, 60))
def test_a_file_of_any_bytes_is_a_picture_or_refused(kind: str, noise: bytes, at: int) -> None:
    """Whatever stands in a file that begins like a picture, it has a size within the limit or a fault with a hint."""
    data = picture(kind, 40, 20)
    found = read_picture(data[:at] + noise + data[at + len(noise) :], f".{kind}")

    assert found.message and found.hint if isinstance(found, Fault) else all(1 <= side <= 5000 for side in found)


def test_a_picture_whose_size_cannot_be_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the library that reads sizes raises becomes a fault of the picture."""

    def fails(_: object) -> tuple[int, int]:
        raise OverflowError("cannot convert float infinity to integer")

    monkeypatch.setattr(imagesize, "get", fails)
    found = read_picture(picture("png"), ".png")

    assert isinstance(found, Fault)
    assert found.code == "SG111"
