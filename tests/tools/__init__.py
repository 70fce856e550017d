"""Programs for the people who work on Factlight: documentation, pictures, random keys."""
