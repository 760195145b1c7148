// Which texts concern xlint.

import type { TextDocument } from "vscode";
import type { DocumentSelector } from "vscode-languageclient/node";

const LANGUAGES = ["plaintext", "markdown"] as const;
const DRAFT = /\.(txt|md|markdown)$/i;

/** What is sent to the server, which leaves alone what is no draft; of YAML files it checks its settings and rule packs. */
export const SELECTOR: DocumentSelector = [
  ...LANGUAGES.flatMap((language) => ["file", "untitled"].map((scheme) => ({ scheme, language }))),
  { scheme: "file", language: "yaml" },
];

/** Whether a text is checked as a draft. */
export function isDraft(document: TextDocument): boolean {
  const known = (LANGUAGES as readonly string[]).includes(document.languageId);
  return known && (document.uri.scheme === "untitled" || (document.uri.scheme === "file" && DRAFT.test(document.uri.path)));
}

/** Whether a text is a reason to start the server: logs and other people's YAML are none. */
export function concerns(document: TextDocument): boolean {
  return isDraft(document) || (document.uri.scheme === "file" && document.uri.path.endsWith("/.xlint.yaml"));
}
