"""The language server: xlint in any editor, while one writes. Needs pygls (the extra `lsp`)."""
