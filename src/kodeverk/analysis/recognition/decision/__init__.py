"""Which turns there are besides those of the convention, and what is said in each."""
