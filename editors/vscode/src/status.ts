// The item in the status bar: what was found in the draft in front, or how the server is.

import * as vscode from "vscode";
import { isDraft } from "./drafts";
import { filled, type Words } from "./words";

export type State = "off" | "starting" | "running" | "stopped";

export interface Tally {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
}

export interface Shown {
  readonly text: string;
  readonly tooltip: string;
  readonly alarming: boolean;
}

/** What the item says; `tally` is undefined where no draft is in front. */
export function shown(state: State, tally: Tally | undefined, words: Words): Shown {
  if (state !== "running") {
    const icon = { off: "$(circle-slash)", starting: "$(sync~spin)", stopped: "$(alert)" }[state];
    return { text: `${icon} xlint`, tooltip: words[state], alarming: state === "stopped" };
  }
  if (tally === undefined) {
    return { text: "$(check) xlint", tooltip: words.running, alarming: false };
  }
  const total = tally.errors + tally.warnings + tally.infos;
  if (total === 0) {
    return { text: "$(check) xlint 0", tooltip: words.fine, alarming: false };
  }
  const icon = tally.errors > 0 ? "$(error)" : tally.warnings > 0 ? "$(warning)" : "$(info)";
  return { text: `${icon} xlint ${total}`, tooltip: filled(words.found, { ...tally }), alarming: false };
}

/** How many findings of each severity. */
export function tally(diagnostics: readonly vscode.Diagnostic[]): Tally {
  const own = diagnostics.filter((one) => one.source === "xlint");
  const count = (...levels: vscode.DiagnosticSeverity[]) => own.filter((one) => levels.includes(one.severity)).length;
  const { Error, Warning, Information, Hint } = vscode.DiagnosticSeverity;
  return { errors: count(Error), warnings: count(Warning), infos: count(Information, Hint) };
}

/** The item itself; `state` and `words` are asked whenever it is drawn. */
export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("xlint", vscode.StatusBarAlignment.Right, 10);
  private readonly listening: vscode.Disposable[];

  constructor(
    private readonly state: () => State,
    private readonly words: () => Words,
    command: string,
  ) {
    this.item.name = "xlint";
    this.item.command = command;
    this.listening = [
      vscode.window.onDidChangeActiveTextEditor(() => this.draw()),
      vscode.languages.onDidChangeDiagnostics((event) => {
        const front = vscode.window.activeTextEditor?.document.uri.toString();
        if (event.uris.some((uri) => uri.toString() === front)) {
          this.draw();
        }
      }),
    ];
    this.draw();
  }

  /** Say what is so now. */
  draw(): void {
    const front = vscode.window.activeTextEditor?.document;
    const draft = front !== undefined && isDraft(front) ? front : undefined;
    const told = shown(this.state(), draft && tally(vscode.languages.getDiagnostics(draft.uri)), this.words());
    this.item.text = told.text;
    this.item.tooltip = told.tooltip;
    this.item.backgroundColor = told.alarming ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    if (draft !== undefined || told.alarming) {
      this.item.show();
    } else {
      this.item.hide();
    }
  }

  dispose(): void {
    vscode.Disposable.from(this.item, ...this.listening).dispose();
  }
}
