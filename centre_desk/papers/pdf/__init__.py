"""How papers are drawn: embedded fonts, a pen over reportlab, blocks that fill pages, a letterhead.

Facts: A4, margins 18 mm; black and white survives the photocopier, so shade never carries meaning alone.
"""
