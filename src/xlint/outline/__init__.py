"""Text → section tree, by the grammars of grammar/; the only importer of lark (see `tables`)."""

from xlint.outline.tree import Heading, Misplaced, Outline, Section, outline

__all__ = ["Heading", "Misplaced", "Outline", "Section", "outline"]
