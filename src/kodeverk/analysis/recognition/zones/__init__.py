"""What lies outside the interview, once the heads of turns are known."""
