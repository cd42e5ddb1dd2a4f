"""Batch: a sheet of many assets, read, multiplied out, named, and cut into items. Pure: files are read and written by others.

sheet.py     the text of a sheet to rows of cells, each with its place
columns.py   what columns there are, which take several values, which take ranges
expand.py    rows with lists and ranges to assets, in a stated order
naming.py    what tells the assets of a row apart in their plates' names
check.py     assets to briefs, or every fault with its row and column
sizing.py    assets to items of a few seconds, from what frames cost
plan.py      all of it as one document, from which anybody can make item N
report.py    what became of it: counts, failures, a status for each row
page.py      spot checks as a page that opens from disk
"""
