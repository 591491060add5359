"""Acts across rooms: founding a desk with its centre, the demonstration, merging people."""
