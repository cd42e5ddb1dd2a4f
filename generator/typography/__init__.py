"""The room typography/."""
