"""What brings news into the library: feeds, pages and folders fetched, turned into articles, stored."""
