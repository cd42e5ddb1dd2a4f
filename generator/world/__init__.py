"""The room world/."""
