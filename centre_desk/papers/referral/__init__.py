"""Referral files of any office: where the table stands in a workbook, what its columns mean, which rows are people."""
