// xlint in VS Code: what is wrong with a draft report, while it is written.

import * as vscode from "vscode";
import { concerns } from "./drafts";
import { palette, STATUS } from "./palette";
import { onOtherPython } from "./python";
import { Service } from "./service";
import { DEFAULT_PATH, settings } from "./settings";
import { StatusItem } from "./status";
import { words } from "./words";

const RESTARTING = ["xlint.enable", "xlint.path", "xlint.language", "xlint.run"];

let service: Service | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel("xlint");
  const made = new Service(output, () => status.draw());
  const status: StatusItem = new StatusItem(
    () => made.state,
    () => words(settings().language),
    STATUS,
  );
  service = made;
  context.subscriptions.push(output, status, made, ...palette(made, output), ...begin(made));
}

export function deactivate(): Promise<void> | undefined {
  return service?.stop();
}

/** Start the server at the first text that concerns it, and again when what it depends on has changed. */
function begin(made: Service): vscode.Disposable[] {
  let begun = false;
  const listening: vscode.Disposable[] = [];
  const look = (document: vscode.TextDocument) => {
    if (!begun && concerns(document)) {
      begun = true;
      void made.start();
      void onOtherPython(() => (settings().path.join() === DEFAULT_PATH ? again() : undefined)).then((python) => {
        listening.push(...(python ? [python] : []));
      });
    }
  };
  const again = () => (begun || made.state !== "off" ? void made.restart() : undefined);
  vscode.workspace.textDocuments.forEach(look);
  return [
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeConfiguration((event) =>
      RESTARTING.some((name) => event.affectsConfiguration(name)) ? again() : undefined,
    ),
    vscode.workspace.onDidGrantWorkspaceTrust(again), // the folder's own command and environment count from now on
    { dispose: () => vscode.Disposable.from(...listening).dispose() },
  ];
}
