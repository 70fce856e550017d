"""What reports: verbs, nouns, adjectives, passives and labels as cues, and what they introduce."""
