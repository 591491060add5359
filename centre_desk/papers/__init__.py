"""Workbooks in; PDFs and workbooks out. Papers are given finished fact sheets, never a session."""
