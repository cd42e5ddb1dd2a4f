"""The room cli/."""
