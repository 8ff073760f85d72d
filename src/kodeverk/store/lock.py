"""The lock of whoever writes: how a connection asks for it, and how long it waits."""

WRITES = "kodeverk_writes"
"""The execution option of a connection that will write: it takes the write lock at once."""

BUSY_MILLISECONDS = 10_000
"""How long a writer waits for another before it is told so."""
