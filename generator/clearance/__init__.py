"""Clearance: what a lawyer has to know of a plate before the shoot. A compiled scene and what is known of its texts come in, rows go out.

finding.py    Finding: one thing that can be seen, and whether a rule makes it safe
phones.py     telephone numbers, and the ranges kept for fiction
papers.py     identity numbers, licence plates, accounts, cards
machines.py   internet addresses, domains, mail, hardware addresses
people.py     names, places and addresses
classify.py   a text to the findings in it
things.py     codes, pictures and faces
marks.py      the kit's drawings, and whatever calls itself a logo
voices.py     what is said, and who says it
sights.py     a scene to the texts that it ever shows
trace.py      where the parts of a text come from
report.py     rows: what is seen, where from, and why it is safe
page.py       the printable page
table.py      the table

It cleans nothing: what no rule makes safe is left to a person. It opens no file and compiles nothing.
"""
