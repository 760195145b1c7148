// The life of the extension: when the server is started, with what, and what is said if it does not run.

import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { after, beforeEach, test } from "node:test";
import type { ExtensionContext } from "vscode";
import { activate, deactivate } from "../src/extension";
import { Pushed } from "../src/pushed";
import { clients, LanguageClient } from "./client";
import { settled, text, Uri, window, world } from "./vscode";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "xlint-unit-"));
const subscriptions: { dispose(): unknown }[] = [];
const context = { subscriptions } as unknown as ExtensionContext;
const SERVER = "console.log(JSON.stringify(process.argv.slice(1))); setInterval(() => {}, 1000)";

/** A program that stands for xlint, as the setting says it. */
function program(source: string): string[] {
  return [process.execPath, "-e", source];
}

async function until(so: () => boolean): Promise<void> {
  for (let turn = 0; turn < 500 && !so(); turn++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.ok(so());
  await settled();
}

async function leave(): Promise<void> {
  await deactivate();
  subscriptions.splice(0).forEach((one) => one.dispose());
}

beforeEach(async () => {
  await leave();
  clients.length = 0;
  world.said.length = 0;
  world.items.length = 0;
  world.executed.length = 0;
  world.answer = undefined;
  world.documents = [];
  world.diagnostics = [];
  world.folders = [{ uri: Uri.parse(`file://${folder}`) }];
  world.settings = { "xlint.path": program(SERVER), "xlint.language": "zh", "xlint.run": "onType" };
  window.activeTextEditor = { document: text("file:///a/draft.txt", "plaintext"), selection: {} };
});

after(async () => {
  await leave();
  fs.rmSync(folder, { recursive: true });
});

const icon = () => String(world.items.at(-1)?.["text"]);

test("the server is started at the first draft, with its command and options", async () => {
  activate(context);
  world.signals.opened.fire(text("file:///a/other.log", "plaintext"));
  world.signals.opened.fire(text("file:///a/other.yaml", "yaml"));
  await settled();
  assert.equal(clients.length, 0);
  world.signals.opened.fire(text("file:///a/draft.txt", "plaintext"));
  world.signals.opened.fire(text("file:///a/second.md", "markdown"));
  await until(() => icon() === "$(check) xlint 0");
  const [client] = clients;
  assert.equal(clients.length, 1);
  assert.deepEqual(client?.child?.spawnargs, [...program(SERVER), "lsp"]);
  assert.deepEqual(client?.options["initializationOptions"], { language: "zh", run: "onType" });
  assert.equal(client?.id, "xlint"); // by which `xlint.trace.server` is found
  assert.deepEqual(client?.features, []);
  const languages = client?.options["documentSelector"] as { language: string }[];
  assert.deepEqual([...new Set(languages.map((one) => one.language))], ["plaintext", "markdown", "yaml"]);
});

test("settings that change start it again; on save it is not asked but tells", async () => {
  world.documents = [text("file:///a/.xlint.yaml", "yaml")];
  activate(context);
  await until(() => clients.length === 1 && icon().includes("check"));
  world.settings = { ...world.settings, "xlint.run": "onSave", "xlint.language": "en" };
  world.signals.configured.fire({ affectsConfiguration: (name: string) => name === "xlint.run" });
  await until(() => clients.length === 2 && icon().includes("check"));
  assert.ok(clients[0]?.disposed);
  assert.deepEqual(clients[1]?.options["initializationOptions"], { language: "en", run: "onSave" });
  assert.ok(clients[1]?.features[0] instanceof Pushed);
  world.settings = { ...world.settings, "xlint.enable": false };
  world.signals.configured.fire({ affectsConfiguration: (name: string) => name === "xlint.enable" });
  await until(() => icon() === "$(circle-slash) xlint");
  assert.equal(clients.length, 2);
});

test("pushed findings are not asked for as well", () => {
  const pushed = new Pushed();
  const client = { textDocument: { diagnostic: {} }, workspace: { diagnostics: {} } };
  const server = { diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: true } };
  pushed.fillClientCapabilities(client);
  pushed.preInitialize(server);
  assert.deepEqual([client, server], [{ textDocument: {}, workspace: {} }, {}]);
});

test("one sentence says what to do where xlint is not installed", async () => {
  world.settings["xlint.path"] = path.join(folder, "no", "xlint");
  world.documents = [text("file:///a/draft.txt", "plaintext")];
  activate(context);
  await until(() => world.said.length > 0);
  assert.equal(icon(), "$(alert) xlint");
  assert.deepEqual(world.said, ['找不到 xlint。请运行 pip install "xlint[lsp]"，或在设置 xlint.path 里写明它的位置。']);
  world.signals.opened.fire(text("file:///a/second.txt", "plaintext"));
  await settled();
  assert.equal(world.said.length, 1); // not at each draft
});

test("nothing inside of a folder that is not trusted is run", async () => {
  fs.symlinkSync(process.execPath, path.join(folder, "xlint"));
  world.settings["xlint.path"] = ["${workspaceFolder}/xlint", "-e", SERVER];
  world.documents = [text("file:///a/draft.txt", "plaintext")];
  world.trusted = false;
  activate(context);
  await until(() => world.said.length > 0);
  assert.equal(clients.length, 0);
  world.trusted = true;
  world.signals.trusted.fire();
  await until(() => icon().includes("check"));
  assert.equal(clients[0]?.child?.spawnfile, path.join(folder, "xlint"));
});

for (const waits of [false, true]) test(`one sentence says why a server does not start: its own last words (${waits})`, async () => {
  LanguageClient.waits = waits;
  world.settings["xlint.path"] = program("console.error('Traceback\\nxlint: 语言服务需要另外安装'); process.exit(2)");
  world.documents = [text("file:///a/draft.txt", "plaintext")];
  activate(context);
  await until(() => world.said.length > 0);
  assert.deepEqual(world.said, ["xlint 没有启动：语言服务需要另外安装"]);
});

test("a server that ends is started again, three times", async () => {
  world.settings["xlint.path"] = program("console.log(1); setTimeout(() => process.exit(3), 50)");
  world.documents = [text("file:///a/draft.txt", "plaintext")];
  activate(context);
  await until(() => world.said.length > 0);
  assert.equal(clients.length, 4);
  assert.match(String(world.said[0]), /已退出（3）$/);
});

test("commands ask the server about the draft in front; without one they say so", async () => {
  activate(context);
  const run = (name: string) => world.commands.get(`xlint.editor.${name}`)?.();
  await run("showLedger");
  assert.deepEqual(clients[0]?.requests, [
    ["workspace/executeCommand", { command: "xlint.ledger", arguments: ["file:///a/draft.txt"] }],
  ]);
  assert.deepEqual(world.said, ["没有可以显示的内容"]);
  const here = { source: "xlint", severity: 0, message: "甲", code: { value: "count/sum" }, range: { contains: () => true } };
  world.diagnostics = [here, { ...here, source: "other", code: "x" }];
  window.activeTextEditor = { document: text("file:///a/draft.txt", "plaintext"), selection: { active: {} } };
  await run("explainRule");
  assert.deepEqual(clients[0]?.requests[1], [
    "workspace/executeCommand",
    { command: "xlint.explain", arguments: [{ uri: "file:///a/draft.txt", rule: "count/sum" }] },
  ]);
  await run("checkFolder");
  assert.deepEqual(clients[0]?.requests[2], ["workspace/executeCommand", { command: "xlint.checkFolder", arguments: [] }]);
  await run("status");
  assert.deepEqual(world.executed.at(-1), ["workbench.actions.view.problems"]);
  window.activeTextEditor = undefined;
  await run("showReport");
  assert.equal(world.said.at(-1), "请先打开一篇初稿（.txt 或 .md）");
});

test("every command of the manifest is there, and says something in both languages", () => {
  activate(context);
  const read = (name: string) => JSON.parse(fs.readFileSync(name, "utf8")) as Record<string, never>;
  const manifest = read("package.json") as unknown as { contributes: { commands: { command: string }[] } };
  for (const { command } of manifest.contributes.commands) {
    assert.ok(world.commands.has(command), command);
  }
  const used = [...JSON.stringify(manifest).matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key).sort();
  for (const nls of ["package.nls.json", "package.nls.zh-cn.json"]) {
    assert.deepEqual(Object.keys(read(nls)).sort(), used);
  }
});
