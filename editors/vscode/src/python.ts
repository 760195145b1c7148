// The Python environment that is chosen in the Python extension, if that is there.

import * as vscode from "vscode";

interface PythonApi {
  readonly environments?: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly path: string };
    readonly onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

const PATIENCE = 5000; // milliseconds; checking drafts need not wait for a slow extension

async function environments(): Promise<PythonApi["environments"]> {
  const extension = vscode.extensions.getExtension<PythonApi>("ms-python.python");
  if (extension === undefined || !vscode.workspace.isTrusted) {
    return undefined; // an environment inside of a folder that is not trusted must not be run
  }
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE, undefined).unref());
  try {
    return (await Promise.race([extension.activate(), late]))?.environments;
  } catch {
    return undefined;
  }
}

/** The interpreter or the folder of the active environment. */
export async function activePython(): Promise<string | undefined> {
  return (await environments())?.getActiveEnvironmentPath(vscode.workspace.workspaceFolders?.[0]?.uri).path;
}

/** Be told when another environment is chosen. */
export async function onOtherPython(told: () => void): Promise<vscode.Disposable | undefined> {
  return (await environments())?.onDidChangeActiveEnvironmentPath(told);
}
