"""The room deliver/."""
