"""The monthly return to IOM: its frozen data, and the files that come out of it, the same each time.

`facts` is what a seal freezes, `canonical` its bytes, `tables` the one description of every table, from which
`workbook` and `package` make return.xlsx and the CSV files. `names` is the list of names, apart, by consent.
"""
