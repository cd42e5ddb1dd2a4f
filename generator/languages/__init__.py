"""The room languages/."""
