// The client asks for the diagnostics of the whole folder again two seconds after each answer. Between two changes of
// its files the answer cannot differ: the question is held back until there was one.

import * as vscode from "vscode";

const GLOB = "**/{*.txt,*.md,*.markdown,*.yaml,*.yml,.xlint*}";

export class Calm implements vscode.Disposable {
  private fresh = true;
  private waiting: (() => void) | undefined;
  private readonly watcher = vscode.workspace.createFileSystemWatcher(GLOB);
  private readonly listening: vscode.Disposable[];

  constructor() {
    const changed = () => this.changed();
    this.listening = [
      this.watcher.onDidChange(changed),
      this.watcher.onDidCreate(changed),
      this.watcher.onDidDelete(changed),
      vscode.workspace.onDidCloseTextDocument(changed), // from then on the file speaks for itself again
    ];
  }

  /** Something is different: let the next question pass. */
  changed(): void {
    this.fresh = true;
    this.waiting?.();
  }

  /** Wait for a change since the last question that passed, or until nobody wants to know any more. */
  async change(token: vscode.CancellationToken): Promise<void> {
    if (!this.fresh && !token.isCancellationRequested) {
      let cancelling: vscode.Disposable | undefined;
      await new Promise<void>((resolve) => {
        this.waiting = resolve;
        cancelling = token.onCancellationRequested(() => resolve());
      });
      cancelling?.dispose();
      this.waiting = undefined;
    }
    this.fresh = false;
  }

  dispose(): void {
    this.changed(); // nobody is left waiting
    vscode.Disposable.from(this.watcher, ...this.listening).dispose();
  }
}
