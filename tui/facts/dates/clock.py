"""Times of the day: “10:35 a.m.”, “1600 GMT”, “noon”, with the day that is meant.

A time of the day is no time taken (“2:30 hours”, “won in 2:04:12”) and no score (“2:1”).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from tui.facts.dates.context import Found, Match

_TAKEN = frozenset({"hours", "hour", "minutes", "minute", "mins", "min", "seconds"})
_SCORED = frozenset({"win", "victory", "defeat", "ratio", "lead", "majority", "split", "odds", "loss"})
_BEFORE_CLOCK = frozenset({"at", "from", "by", "until", "around", "about", "to", "since", "before", "after"})


def clock_value(m: Match, name: str) -> str:
    """“10:35 a.m.” → "T10:35"; "" for what is no time of the day."""
    ctx, at = m.ctx, m.at(name)
    own = ctx.classes[ctx.words[at]]
    words = m.words(name)
    if "CLOCKWORD" in own:
        return own["CLOCKWORD"]
    if "HHMM" in own and len(words) > 1 and words[1] != ":":
        return own["HHMM"]
    hour, minute = _read(m, name)
    rest = "".join(words[1:]).replace(".", "")
    half = "p" if "pm" in rest else "a" if rest.startswith("am") or "0am" in rest or "am" in words else ""
    half = half or ("a" if "a.m" in "".join(words[1:]) else "")
    if half:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half == "p" else 0)
    return "" if hour > 24 or (hour == 24 and minute) else f"T{hour:02}:{minute:02}"


def _read(m: Match, name: str) -> tuple[int, int]:
    """(hour, minute) as written, before morning and afternoon are told apart; hour 99 for none."""
    ctx, at = m.ctx, m.at(name)
    own, words = ctx.classes[ctx.words[at]], m.words(name)
    if "CLOCKDOT" in own and "HOUR" not in own:
        hour, minute = own["CLOCKDOT"].split(".")
        return int(hour), int(minute)
    hour = own.get("HOUR") or own.get("ONES") or own.get("TEENS") or "99"
    spoken = ctx.classes[ctx.words[at + 2]] if len(words) > 2 else {}
    if spoken and words[1] == ":":
        return int(hour), int(spoken.get("MINUTE", "0"))
    if spoken and ctx.is_a(at + 1, "DASH"):
        return int(hour), int(spoken.get("TENS") or spoken.get("TEENS") or 0)
    return int(hour), 0


def clock(m: Match) -> Found | None:
    """A time of the day, on the day spoken of."""
    ctx = m.ctx
    value = clock_value(m, "c")
    if not value or ctx.glued(m.first, m.last):
        return None
    if len(m.words("c")) == 3 and m.words("c")[1] == ":" and _no_clock(m):
        return None
    told = _beside_universal_time(m, value)
    if told:
        return Found("TIME", told, confidence=0.88)
    day = ctx.memory.day if ctx.near_memory(m.first) else None
    base = day or ctx.published
    return Found("TIME", (base.isoformat() if base else "") + value, confidence=0.85)


def _beside_universal_time(m: Match, value: str) -> str:
    """“2:14 a.m. local time (2114 GMT Tuesday)”: the local day is the one nearest to that moment; "" elsewhere."""
    ctx, at = m.ctx, m.last + 1
    if ctx.word(at) != "(":
        return ""
    end = next((k for k in range(at + 2, at + 12) if ctx.word(k) == ")"), 0)
    inner = ctx.read(ctx, at + 1, end) if end else None
    if inner is None or inner.type != "TIME" or len(inner.value) != 16 or len(value) != 6:
        return ""
    try:
        moment = datetime.fromisoformat(inner.value)
        own = [datetime.fromisoformat(f"{(moment + timedelta(n)).date()}{value}") for n in (-1, 0, 1)]
    except (ValueError, OverflowError):
        return ""
    return min(own, key=lambda t: abs(t - moment)).isoformat()[:16]


def _no_clock(m: Match) -> bool:
    """“2:1” in scores, ratios and verses, “2:30 hours” and “won in 2:04” for times taken: no clock."""
    ctx = m.ctx
    before, after = ctx.before(m.first), ctx.after(m.last)
    if not ctx.tight(m.first, m.last) or after in _SCORED or after in _TAKEN:
        return True
    if before in ("in", "of", "clocked", "ran"):
        return True
    return bool(before) and ctx.words[m.first - 1][:1].isupper() and before not in _BEFORE_CLOCK


def clock_day(m: Match) -> Found | None:
    """“9 a.m. EST Tuesday”, “Nov. 9 at noon”."""
    value = clock_value(m, "c")
    if not value:
        return None
    m.ctx.outer = m.first
    inner = m.read("x")
    if inner is None and m.words("x")[:1] == ["the"]:
        inner = m.ctx.read(m.ctx, m.at("x") + 1, m.to("x"))
    m.ctx.outer = -1
    if inner is None:
        return None
    if not inner.value:
        return Found("TIME", unresolved=inner.unresolved)
    return Found("TIME", inner.value.partition("T")[0] + value)
