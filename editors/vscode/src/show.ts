// Shows what the server made: pages about rules and ledgers as Markdown previews, reports in the browser.

import * as vscode from "vscode";
import type { ShowDocumentParams, ShowDocumentResult } from "vscode-languageclient/node";

/** Show a document that the server asks to be shown. */
export async function show(params: ShowDocumentParams): Promise<ShowDocumentResult> {
  const uri = vscode.Uri.parse(params.uri);
  try {
    if (params.external === true && !(uri.scheme === "file" && isRemote())) {
      return { success: await vscode.env.openExternal(uri) };
    }
    if (uri.path.endsWith(".html")) {
      await inside(uri);
    } else if (uri.path.endsWith(".md")) {
      await preview(uri);
    } else {
      await vscode.window.showTextDocument(uri);
    }
    return { success: true };
  } catch {
    return { success: false };
  }
}

async function preview(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.commands.executeCommand("markdown.showPreview", uri);
  } catch {
    await vscode.window.showTextDocument(uri); // the extension that makes previews is switched off
  }
}

/** Whether files are on another machine than the browser. */
function isRemote(): boolean {
  return vscode.env.remoteName !== undefined || vscode.env.uiKind === vscode.UIKind.Web;
}

async function inside(uri: vscode.Uri): Promise<void> {
  const page = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  const title = decodeURIComponent(uri.path.slice(uri.path.lastIndexOf("/") + 1)).replace(/\.html$/, "");
  const panel = vscode.window.createWebviewPanel("xlint.report", title, vscode.ViewColumn.Active, {
    enableScripts: true, // the report filters and steps with its own script, and loads nothing
    localResourceRoots: [],
  });
  panel.webview.html = page;
}
