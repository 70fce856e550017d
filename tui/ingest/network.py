"""The user's settings of the network, for all requests of this program."""

from __future__ import annotations

from tui import config
from tui.sources.network import Network, use


def use_settings(loaded: config.Loaded | None = None) -> Network:
    """Let requests follow ``config.toml`` (or ``loaded``): ``proxy`` and ``allow_private``. What they follow now."""
    settings = (loaded or config.load()).config
    network = Network(proxy=settings.proxy, allow_private=settings.allow_private)
    use(network)
    return network
