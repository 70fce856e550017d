"""Dates in feeds: the forms that there are, and the many things that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.sources.feed_dates import iso

FORMS = [
    # RFC 822 and 5322
    ("Wed, 09 Oct 2024 21:15:40 GMT", "2024-10-09T21:15:40+00:00"),
    ("Wed, 9 Oct 2024 21:15 +0300", "2024-10-09T18:15:00+00:00"),
    ("9 Oct 24 21:15:40 EST", "2024-10-10T02:15:40+00:00"),
    ("09 Oct 98 01:15:40 UT", "1998-10-09T01:15:40+00:00"),
    ("Wed, 09 Oct 2024 21:15:40 +03:00", "2024-10-09T18:15:40+00:00"),
    ("Wed, 09 Oct 2024 21:15:40 -04:30", "2024-10-10T01:45:40+00:00"),
    ("Wed, 09 Oct 2024 21:15:40 CEST", "2024-10-09T19:15:40+00:00"),
    ("Wed, 09 Oct 2024 21:15:40 UTC+7", "2024-10-09T14:15:40+00:00"),
    ("Wed, 09 Oct 2024 21:15:40 GMT-0700", "2024-10-10T04:15:40+00:00"),
    ("Wed, 09 Oct 2024 24:00:00 GMT", "2024-10-10T00:00:00+00:00"),
    ("Wed, 09 Oct 2024 23:59:60 GMT", "2024-10-09T23:59:59+00:00"),
    ("Wed,09 Oct 2024 21:15:40 Z", "2024-10-09T21:15:40+00:00"),
    ("Wednesday, 09-Oct-24 21:15:40 GMT", "2024-10-09T21:15:40+00:00"),
    ("mer., 09 oct 2024 21:15:40 +0000", "2024-10-09T21:15:40+00:00"),  # the weekday's language is nobody's business
    ("Wed, 09 October 2024 9:15 PM PDT", "2024-10-10T04:15:00+00:00"),
    ("09 Sept 2024", "2024-09-09T00:00:00+00:00"),
    ("Wed, 09 Oct 2024 21:15:40 XYZT", "2024-10-09T21:15:40+00:00"),  # an unknown name counts as Greenwich
    # ISO 8601 and RFC 3339
    ("2024-10-09T21:15:40Z", "2024-10-09T21:15:40+00:00"),
    ("2024-10-09T21:15:40.123456789Z", "2024-10-09T21:15:40+00:00"),
    ("2024-10-09t21:15:40z", "2024-10-09T21:15:40+00:00"),
    ("2024-10-09 21:15:40 +0200", "2024-10-09T19:15:40+00:00"),
    ("2024-10-09T21:15:40+02", "2024-10-09T19:15:40+00:00"),
    ("2024-10-09 21:15:40 UTC", "2024-10-09T21:15:40+00:00"),
    ("2024-10-09T21:15+05:45", "2024-10-09T15:30:00+00:00"),
    ("2024-10-09", "2024-10-09T00:00:00+00:00"),
    ("20241009T211540Z", "2024-10-09T21:15:40+00:00"),
    ("2024/10/09 21:15", "2024-10-09T21:15:00+00:00"),
    # what programs print
    ("Wed Oct 09 2024 21:15:40 GMT+0200 (Central European Summer Time)", "2024-10-09T19:15:40+00:00"),
    ("Wed Oct  9 21:15:40 2024", "2024-10-09T21:15:40+00:00"),
    ("Wed Oct  9 21:15:40 CEST 2024", "2024-10-09T19:15:40+00:00"),
    ("10/9/2024 9:15:40 PM", "2024-10-09T21:15:40+00:00"),
    ("10/9/2024 12:05 AM", "2024-10-09T00:05:00+00:00"),
    ("October 9, 2024 at 12:10 p.m. EDT", "2024-10-09T16:10:00+00:00"),
    ("Oct 9th, 2024", "2024-10-09T00:00:00+00:00"),
    # as much as is said
    ("2024-10", "2024-10"),
    ("2024", "2024"),
    ("October 2024", "2024-10"),
]

NONE = [
    "42", "7", "12-34", "may", "Oct", "Friday", "entry 2024", "item-2024-10-09", "2024-10-09-storm", "20241309", "202410",
    "123456789", "99999999", "0001-01-01T00:00:00Z", "2024-13-09", "2024-02-30", "2024-10-09T25:00:00Z",
    "Mon, 01 Jan 99999999999 00:00:00 GMT", "Mon, 01 Jan 2020 00:00:00 +99999999999999", "9 Oct", "21:15", "now",
    "yesterday", "13/10/2024 9:15 PM", "09/10/2024", "Wed, 09 Oct 2024 13:15 PM", "Ср, 09 окт 2024 10:00:00 +0300",
    "© 2024 Halm", "v2.10.2024", "2024-10-09T21:15:40+25:00", "١٢", "２０２４", "", " ", "9" * 5000, "Version 10.9.2024",
]  # fmt: skip


@pytest.mark.parametrize(("words", "moment"), FORMS)
def test_a_date_is_read(words: str, moment: str) -> None:
    assert iso(words) == moment
    assert iso(f" \n{words}\t") == moment


@pytest.mark.parametrize("words", NONE)
def test_what_is_no_date_gives_none(words: str) -> None:
    assert iso(words) == ""


@given(st.text(max_size=90))
def test_any_words_are_a_date_or_none(words: str) -> None:
    found = iso(words)
    assert found == "" or iso(found) == found


@given(st.datetimes(), st.sampled_from(["Z", "+00:00", " +0530", "-08", " EST", ""]))
def test_each_form_of_a_moment_gives_the_same(moment: object, zone: str) -> None:
    text = str(moment)[:19]
    assert iso(text + zone) == iso(text.replace(" ", "T") + zone)
