"""The room elements/."""
