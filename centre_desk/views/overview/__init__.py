"""The roof: the first screen, a person’s timeline, the first run of the program."""
