"""The screens of course sessions: the list with those enrolled, and the calendar."""
