"""The world: who these people are, what they did, and what it cost them. Pure and seeded; it draws nothing and opens nothing.

rules + canon + seed  -- World -->  citizens, chronicles, facts for a plate

rules.py rules_file.py totals.py             what counts, read from a file; the state's running totals
shuffle.py names.py numbers.py city.py       what a city is made of: names, numbers that are nobody's, places, cameras
households.py lives.py portrait.py citizens.py wall.py    anyone by number; many who differ
conduct.py ledger.py pins.py measures.py chronicle.py     ordinary days -> entries -> balances -> what is in force
fields.py canon.py canon_cast.py canon_file.py            what the film says, read with its lines
world.py facts.py check.py                   all of it joined; what a plate may say; what contradicts what
"""
