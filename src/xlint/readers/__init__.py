"""Bytes of one file → Source, or a sentence that says why not."""

from xlint.readers.text import MAX_SIZE, ReadError, bounded, content, decode, read, source_of

__all__ = ["MAX_SIZE", "ReadError", "bounded", "content", "decode", "read", "source_of"]
