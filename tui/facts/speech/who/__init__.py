"""Who a source is: heads of noun phrases, pronouns, descriptions."""
