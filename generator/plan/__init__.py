"""The room plan/."""
