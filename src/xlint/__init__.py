"""xlint tells the writer of a draft report what a careful reviewer would send it back for."""

__version__ = "0.1.0"
