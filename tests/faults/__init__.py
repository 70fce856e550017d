"""Faults on purpose: kills, failing writes, full disks, no memory. ``python -m tests.faults`` runs them apart from the suite."""
