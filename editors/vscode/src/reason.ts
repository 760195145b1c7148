// Asks why a finding is ignored: the protocol has no box to write in, so that the server alone could only offer reasons.

import * as vscode from "vscode";
import { filled, type Words } from "./words";

const LONGEST = 20; // code points of the words in question that the title shows

/** The arguments of `xlint.ignore` with a reason, undefined if the user thinks better of it. */
export async function withReason(given: readonly unknown[], words: Words): Promise<unknown[] | undefined> {
  const [first, ...rest] = given;
  const told: Readonly<Record<string, unknown>> = typeof first === "object" && first !== null ? { ...first } : {};
  if (typeof told["reason"] === "string" && told["reason"].trim() !== "") {
    return [...given];
  }
  const reason = await vscode.window.showInputBox({
    title: filled(words.reasonTitle, { text: short(told["text"]), rule: String(told["rule"] ?? "") }),
    prompt: words.reason,
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === "" ? words.reasonNeeded : undefined),
  });
  const written = reason?.trim() ?? "";
  return written === "" ? undefined : [{ ...told, reason: written }, ...rest];
}

function short(text: unknown): string {
  const letters = [...(typeof text === "string" ? text.replace(/\s+/g, " ") : "")];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST).join("")}…` : letters.join("");
}
