"""Accounts on servers: who one is there, what waits to be sent, what the server was last known to have."""
