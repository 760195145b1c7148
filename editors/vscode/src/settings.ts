// The settings as they are now.

import * as vscode from "vscode";
import type { Language } from "./words";

export interface Settings {
  readonly enable: boolean;
  readonly path: readonly string[];
  readonly language: Language;
  readonly run: "onType" | "onSave";
}

/** The command of xlint that stands for "look for it". */
export const DEFAULT_PATH = "xlint";

/** Read the settings; a value of the wrong kind, which the editor only underlines, counts as the default. */
export function settings(): Settings {
  const told = vscode.workspace.getConfiguration("xlint");
  return {
    enable: told.get<unknown>("enable") !== false,
    path: command(told.get<unknown>("path")),
    language: told.get<unknown>("language") === "en" ? "en" : "zh",
    run: told.get<unknown>("run") === "onSave" ? "onSave" : "onType",
  };
}

function command(told: unknown): readonly string[] {
  // a string is one path, however many blanks it has; arguments need the list
  const list = Array.isArray(told) ? told : [told];
  const found = list.filter((one): one is string => typeof one === "string" && one.trim() !== "");
  return found.length > 0 ? found : [DEFAULT_PATH];
}
