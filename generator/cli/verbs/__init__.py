"""What the verbs do; loaded by ``cli/load.py`` when one is called."""
