"""The world: who these people are, what they did, and what it cost them. Pure and seeded; it draws nothing and opens nothing.

rules + canon + seed  -- world -->  citizens, chronicles, what is in force at a moment
"""
