"""The room paint/."""
