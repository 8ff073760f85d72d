"""What a line or paragraph shows by itself: a label, a role, a time, a heading, a note."""
