"""Speed, shown as ratios: ``python -m tests.bench [start|facts|reading|library …]``. Never part of the tests."""
