// The commands that the user chooses from the palette.

import * as vscode from "vscode";
import { isDraft } from "./drafts";
import type { Service } from "./service";
import { settings } from "./settings";
import { filled, words, type Words } from "./words";

export const OUTPUT = "xlint.editor.showOutput";
export const STATUS = "xlint.editor.status";

/** Register all of them. */
export function palette(service: Service, output: vscode.OutputChannel): vscode.Disposable[] {
  const commands: Readonly<Record<string, () => unknown>> = {
    "xlint.editor.checkFolder": () => checkFolder(service),
    "xlint.editor.showLedger": () => onDraft(service, "xlint.ledger"),
    "xlint.editor.showReport": () => onDraft(service, "xlint.report"),
    "xlint.editor.explainRule": () => explain(service),
    "xlint.editor.restart": () => service.restart(),
    [OUTPUT]: () => output.show(),
    // of a server that runs the findings are of interest, of one that does not the reason
    [STATUS]: () =>
      service.state === "running" ? vscode.commands.executeCommand("workbench.actions.view.problems") : output.show(),
  };
  return Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, () => told(run)));
}

/** Failures are told in one line; the client would tell them with the names of its own functions. */
async function told(run: () => unknown): Promise<void> {
  try {
    await run();
  } catch (error) {
    void vscode.window.showErrorMessage(`xlint: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function say(sentence: (all: Words) => string): void {
  void vscode.window.showInformationMessage(sentence(words(settings().language)));
}

async function checkFolder(service: Service): Promise<void> {
  if (!vscode.workspace.workspaceFolders?.length) {
    return say((all) => all.noFolder);
  }
  const title = words(settings().language).checking;
  const found = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
    service.checkFolder(),
  );
  if (found !== undefined) {
    say((all) => filled(all.checked, found));
    await vscode.commands.executeCommand("workbench.actions.view.problems");
  }
}

function draft(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document !== undefined && isDraft(document) ? document : undefined;
}

/** The server shows what it made; it answers with null where it made nothing. */
async function onDraft(service: Service, command: string): Promise<void> {
  const document = draft();
  if (document === undefined) {
    return say((all) => all.noDraft);
  }
  if ((await service.ask(command, [document.uri.toString()])) === null) {
    say((all) => all.nothing);
  }
}

async function explain(service: Service): Promise<void> {
  const document = draft();
  if (document === undefined) {
    return say((all) => all.noDraft);
  }
  const rule = await chosen(document, vscode.window.activeTextEditor?.selection.active);
  if (rule !== undefined) {
    await service.ask("xlint.explain", [{ uri: document.uri.toString(), rule }]);
  }
}

/** The rule of the finding at a place; where there is none or more than one the user chooses. */
async function chosen(document: vscode.TextDocument, place: vscode.Position | undefined): Promise<string | undefined> {
  const all = vscode.languages.getDiagnostics(document.uri).filter((one) => one.source === "xlint");
  const here = place === undefined ? [] : all.filter((one) => one.range.contains(place));
  const rules = new Map<string, string>();
  for (const one of here.length > 0 ? here : all) {
    const rule = ruleOf(one);
    if (rule !== undefined && !rules.has(rule)) {
      rules.set(rule, one.message);
    }
  }
  if (rules.size === 0) {
    say((told) => told.noRule);
    return undefined;
  }
  if (rules.size === 1 && here.length > 0) {
    return [...rules.keys()][0];
  }
  const offered = [...rules].map(([label, description]) => ({ label, description }));
  const placeHolder = words(settings().language).chooseRule;
  return (await vscode.window.showQuickPick(offered, { placeHolder, matchOnDescription: true }))?.label;
}

function ruleOf(one: vscode.Diagnostic): string | undefined {
  const code = typeof one.code === "object" ? one.code.value : one.code;
  return code === undefined ? undefined : String(code);
}
