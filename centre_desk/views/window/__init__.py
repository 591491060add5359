"""The main window: it alone arranges the panels of the rooms into screens and tabs."""
