// The parts by themselves: where the command is looked for, reasons, pages, the status bar, the problem matcher.

import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { after, beforeEach, test } from "node:test";
import type { CancellationToken, Diagnostic } from "vscode";
import { Calm } from "../src/calm";
import { locate } from "../src/locate";
import { middleware } from "../src/middleware";
import { activePython } from "../src/python";
import { settings } from "../src/settings";
import { show } from "../src/show";
import { shown, tally } from "../src/status";
import { words } from "../src/words";
import { settled, world } from "./vscode";

const root = fs.mkdtempSync(path.join(os.tmpdir(), "xlint-parts-"));
const never = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose() {} }) } as unknown as CancellationToken;

beforeEach(() => {
  world.settings = {};
  world.answer = undefined;
  world.boxes.length = 0;
  world.executed.length = 0;
});
after(() => fs.rmSync(root, { recursive: true }));

function file(...parts: string[]): string {
  const whole = path.join(root, ...parts);
  fs.mkdirSync(path.dirname(whole), { recursive: true });
  fs.writeFileSync(whole, "", { mode: 0o755 });
  return whole;
}

test("settings of the wrong kind count as the default", () => {
  const standard = { enable: true, path: ["xlint"], language: "zh", run: "onType" };
  assert.deepEqual(settings(), standard);
  world.settings = { "xlint.path": [1, ""], "xlint.language": "fr", "xlint.run": 3, "xlint.enable": "no" };
  assert.deepEqual(settings(), standard);
  world.settings = { "xlint.path": "/a b/xlint", "xlint.language": "en", "xlint.run": "onSave", "xlint.enable": false };
  assert.deepEqual(settings(), { enable: false, path: ["/a b/xlint"], language: "en", run: "onSave" });
});

test("the command is found in the environment, on the PATH, where the setting says; never in the opened folder", () => {
  const onPath = file("path", "xlint");
  const inVenv = file("venv", "bin", "xlint");
  const folder = path.dirname(file("folder", "xlint"));
  const active = path.dirname(file("active", "bin", "xlint"));
  const places = { env: { PATH: `.:${folder}x::${path.dirname(onPath)}` }, windows: false, home: root, folder };
  assert.deepEqual(locate(["xlint"], places), [onPath]);
  const inside = { ...places, env: { ...places.env, VIRTUAL_ENV: path.join(root, "venv") } };
  assert.deepEqual(locate(["xlint"], inside), [inVenv]);
  for (const python of [path.join(active, "python3"), path.dirname(active)]) {
    assert.deepEqual(locate(["xlint"], { ...inside, python }), [path.join(active, "xlint")]);
  }
  assert.deepEqual(locate(["xlint", "-q"], places), [onPath, "-q"]);
  assert.deepEqual(locate(["~/path/xlint"], places), [onPath]);
  assert.deepEqual(locate(["${workspaceFolder}/xlint"], places), [path.join(folder, "xlint")]);
  assert.deepEqual(locate(["../path/xlint", "a b"], places), [onPath, "a b"]);
  assert.equal(locate(["./path"], { ...places, folder: root }), undefined); // a folder
  assert.equal(locate(["nothing"], places), undefined);
  assert.equal(locate(["xlint"], { ...places, env: { PATH: "." } }), undefined);
});

test("on Windows only programs are run", () => {
  const exe = file("windows", "xlint.exe");
  const env = { Path: `${root};${path.dirname(exe)}` };
  assert.deepEqual(locate(["xlint"], { env, windows: true, home: root }), [exe]);
});

test("the environment of the Python extension counts in trusted folders", async () => {
  const environments = { getActiveEnvironmentPath: () => ({ path: "/venv/bin/python" }) };
  world.extensions = { "ms-python.python": { activate: async () => ({ environments }) } };
  assert.equal(await activePython(), "/venv/bin/python");
  world.trusted = false;
  assert.equal(await activePython(), undefined);
  world.trusted = true;
  world.extensions = {};
  assert.equal(await activePython(), undefined);
});

test("to ignore a finding one has to say why", async () => {
  const calm = new Calm();
  const { executeCommand } = middleware(words("zh"), calm);
  const sent: unknown[][] = [];
  const next = async (...given: unknown[]) => void sent.push(given);
  const told = { uri: "file:///a.txt", rule: "count/sum", text: "甲".repeat(30), line: 3 };
  const run = (command: string, given: unknown[]) => executeCommand?.(command, given, next as never);
  await run("xlint.ignore", [told]); // Escape
  world.answer = "  ";
  await run("xlint.ignore", [told]);
  assert.deepEqual(sent, []);
  world.answer = " 另有附表 ";
  await run("xlint.ignore", [told]);
  assert.deepEqual(sent, [["xlint.ignore", [{ ...told, reason: "另有附表" }]]]);
  assert.equal(world.boxes[0]?.["title"], `忽略：${"甲".repeat(20)}…（count/sum）`);
  const validate = world.boxes[0]?.["validateInput"] as (value: string) => string | undefined;
  assert.deepEqual([validate(" "), validate("有")], ["请写明理由", undefined]);
  await run("xlint.ignore", [{ ...told, reason: "r" }]);
  await run("xlint.explain", [told]);
  assert.equal(world.boxes.length, 3);
  assert.deepEqual(sent.slice(1), [["xlint.ignore", [{ ...told, reason: "r" }]], ["xlint.explain", [told]]]);
  calm.dispose();
});

test("the folder is asked about again when something changed", async () => {
  const calm = new Calm();
  const { provideWorkspaceDiagnostics } = middleware(words("zh"), calm);
  let asked = 0;
  const ask = () => provideWorkspaceDiagnostics?.([], never, () => {}, (() => void asked++) as never);
  await ask();
  void ask();
  await settled();
  assert.equal(asked, 1);
  world.signals.files.fire();
  await settled();
  assert.equal(asked, 2);
  void ask();
  await settled();
  calm.dispose();
  await settled();
  assert.equal(asked, 3);
});

test("pages are previewed, reports opened in the browser or inside of a remote editor", async () => {
  assert.deepEqual(await show({ uri: "file:///c/count-sum.md" }), { success: true });
  assert.deepEqual(world.executed.map(String), ["markdown.showPreview,file:///c/count-sum.md"]);
  assert.deepEqual(await show({ uri: "file:///c/a.html", external: true }), { success: true });
  assert.deepEqual(world.external, ["file:///c/a.html"]);
  world.remote = "ssh";
  assert.deepEqual(await show({ uri: "file:///c/%E7%94%B2.html", external: true }), { success: true });
  world.remote = undefined;
  assert.equal(world.external.length, 1);
  assert.deepEqual(world.panels, [{ title: "甲", webview: { html: "<p>/c/甲.html" } }]);
});

test("the status bar", () => {
  const zh = words("zh");
  assert.deepEqual(shown("stopped", undefined, zh), { text: "$(alert) xlint", tooltip: zh.stopped, alarming: true });
  assert.equal(shown("starting", undefined, zh).text, "$(sync~spin) xlint");
  assert.equal(shown("running", undefined, zh).text, "$(check) xlint");
  assert.equal(shown("running", { errors: 0, warnings: 0, infos: 0 }, zh).text, "$(check) xlint 0");
  assert.equal(shown("running", { errors: 0, warnings: 0, infos: 1 }, zh).text, "$(info) xlint 1");
  const told = shown("running", { errors: 0, warnings: 2, infos: 1 }, words("en"));
  assert.deepEqual(told, { text: "$(warning) xlint 3", tooltip: "0 errors, 2 warnings, 1 hints", alarming: false });
  const found = [0, 0, 1, 2, 3].map((severity) => ({ severity, source: "xlint" }));
  const all = [...found, { severity: 0, source: "other" }] as unknown as Diagnostic[];
  assert.deepEqual(tally(all), { errors: 2, warnings: 1, infos: 2 });
});

test("the problem matcher reads what xlint writes", () => {
  const manifest = JSON.parse(fs.readFileSync("package.json", "utf8"));
  const [{ pattern, name }] = manifest.contributes.problemMatchers;
  assert.equal(name, "xlint");
  const lines = fs.readFileSync(process.env["XLINT_CONCISE"] ?? "test/concise.txt", "utf8").trimEnd().split("\n");
  assert.ok(lines.length > 5);
  const severities = new Set<string>();
  for (const line of [...lines, "C:\\稿 件\\a.txt:2:10: info: 甲：乙 [x] [own/a]"]) {
    const match = new RegExp(pattern.regexp).exec(line);
    assert.ok(match, line);
    const part = (key: string) => match[pattern[key] as number] ?? "";
    severities.add(part("severity"));
    assert.equal(`${part("file")}:${part("line")}:${part("column")}: ${part("severity")}: ${part("message")} [${part("code")}]`, line);
    assert.match(part("code"), /^[\w-]+\/[\w-]+$/);
    assert.match(part("file"), /\.(txt|md)$/);
  }
  assert.deepEqual([...severities].sort(), ["error", "info", "warning"]);
});
