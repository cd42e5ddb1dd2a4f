"""What the verbs do, a module each; ``cli/app.py`` holds the table."""
