"""The facts of a document: one module each, pure functions of text, outline and word lists, with spans."""
