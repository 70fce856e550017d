"""What the actions of the reader do: functions of a screen, a count and an argument, loaded with their first key."""
