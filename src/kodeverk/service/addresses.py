"""What an address of a project says, for the front ends: nothing here loads the database."""

from kodeverk.store.address import is_address, parameters, shown_address
from kodeverk.store.unsafe_folders import unsafe_place

__all__ = ["is_address", "parameters", "shown_address", "unsafe_place"]
