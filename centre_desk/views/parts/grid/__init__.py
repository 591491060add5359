"""The grid of cells that the roll and the marks share: many small values, entered by keys alone."""
