"""Where a reading may be wrong: each net a module that finds lines, and asks nobody."""
