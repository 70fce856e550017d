"""Servers that fetch feeds for several readers, asked by the Google Reader API."""
