"""A text before anybody is known to speak: its pages, its cover, its legend, its lines."""
