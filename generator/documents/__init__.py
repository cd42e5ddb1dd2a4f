"""The room documents/."""
