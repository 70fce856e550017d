"""Names of articles on a server of the Google Reader API.

A server names an article by a number of 64 bits, written in decimal (short) or in hexadecimal behind a prefix (long).
Miniflux 2.2 takes decimal digits for hexadecimal ones and then marks other articles, so only the long form is sent;
there is no function here that makes the short one. The Old Reader names articles by 24 hexadecimal digits.
"""

from __future__ import annotations

import re

PREFIX = "tag:google.com,2005:reader/item/"
_DECIMAL = re.compile(r"-?[0-9]{1,20}", re.A)
_DIGITS = re.compile(r"[0-9a-fA-F]{1,16}|[0-9a-fA-F]{24}", re.A)


def digits_of(name: object) -> str:
    """The hexadecimal digits of an article's name in any form that servers answer; "" for what is none.

    A number is two's complement of 64 bits, padded to 16 digits; 24 digits stay as they are.
    """
    if isinstance(name, int) and not isinstance(name, bool):
        return f"{name & 0xFFFFFFFFFFFFFFFF:016x}" if -(1 << 63) <= name < 1 << 64 else ""
    if not isinstance(name, str):
        return ""
    if name.startswith(PREFIX):
        digits = name.removeprefix(PREFIX)
        return digits.lower().rjust(16, "0") if _DIGITS.fullmatch(digits) else ""
    if _DECIMAL.fullmatch(name):
        return digits_of(int(name))
    return name.lower() if len(name) == 24 and _DIGITS.fullmatch(name) else ""


def long_form(digits: str) -> str:
    """The name to send for these digits, as :func:`digits_of` gives them."""
    return PREFIX + digits
