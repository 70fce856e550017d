"""The network: one address fetched within bounds."""
