// VS Code itself (as code-server) in Chromium: findings are underlined, a quick fix is made, a finding is ignored for a
// reason, the ledger, the report and the page about a rule open, drafts are checked on save, and a server that does not
// start is told of. Arguments: the folder in which code-server and playwright-core are installed (see install.sh), the
// .vsix, a folder with draft.txt, where to put a picture. XLINT_COMMAND is the command of xlint as a JSON list.

import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import assert from "node:assert/strict";

const [installed, vsix, folder, picture] = process.argv.slice(2).map((one) => path.resolve(one));
const { chromium } = createRequire(path.join(installed, "package.json"))("playwright-core");
const entry = path.join(installed, "node_modules/code-server/out/node/entry.js");
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "xlint-editor-"));
const draft = path.join(folder, "draft.txt");
const FLAGS =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking " +
  "--disable-component-update --disable-sync";
const PATIENCE = 60_000; // milliseconds

const places = ["--config", path.join(scratch, "config.yaml"), "--user-data-dir", path.join(scratch, "user")];
places.push("--extensions-dir", path.join(scratch, "extensions"));
const SETTINGS = {
  "security.workspace.trust.enabled": false,
  "workbench.startupEditor": "none",
  "workbench.colorTheme": "Default Light Modern",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "chat.commandCenter.enabled": false,
  "files.autoSave": "off", // which it is not in a browser
  "editor.wordWrap": "on",
  "editor.minimap.enabled": false,
  "editor.unicodeHighlight.ambiguousCharacters": false,
  "telemetry.telemetryLevel": "off",
  "extensions.autoCheckUpdates": false,
};

function freePort() {
  return new Promise((resolve) => {
    const taken = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = taken.address();
      taken.close(() => resolve(port));
    });
  });
}

async function served(address) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
    if (await fetch(`${address}/healthz`).then((answer) => answer.ok, () => false)) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error("code-server did not come up");
}

/** Do something again until it has come true. */
async function until(what, told) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
    if (await what()) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`it did not happen: ${told}`);
}

async function choose(page, words) {
  const box = page.locator(".quick-input-widget input").first();
  await until(async () => {
    await page.keyboard.press("F1"); // is lost while the focus moves
    return box.waitFor({ timeout: 1000 }).then(() => true, () => false);
  }, "the palette");
  await box.fill(`>${words}`);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: words }).first().click();
}

async function goTo(page, words) {
  const lines = fs.readFileSync(draft, "utf8").split("\n");
  const line = lines.findIndex((one) => one.includes(words));
  const before = lines[line].slice(0, lines[line].indexOf(words));
  const column = [...before].reduce((sum, one) => sum + (one >= "\u2e80" ? 2 : 1), 1); // the editor counts cells here
  await page.keyboard.press("Control+g");
  await page.locator(".quick-input-widget input").first().fill(`:${line + 1}:${column}`);
  await page.keyboard.press("Enter");
}

async function action(page, words) {
  const row = await offered(page, words);
  await row.click();
}

/** The line of the menu of actions; the menu is opened again if it was asked for while the draft was being checked. */
async function offered(page, words) {
  const row = page.locator(".action-widget .monaco-list-row", { hasText: words }).first();
  await until(async () => {
    await page.keyboard.press("Control+.");
    const there = await row.waitFor({ timeout: 3000 }).then(() => true, () => false);
    return there || page.keyboard.press("Escape").then(() => false);
  }, `the action ${words}`);
  return row;
}

async function story(page) {
  await page.keyboard.press("Control+p");
  await page.locator(".quick-input-widget input").first().fill("draft.txt");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "draft.txt" }).first().click();
  await page.locator(".squiggly-error").first().waitFor();
  await page.locator(".codelens-decoration", { hasText: "错误" }).first().waitFor();
  await until(async () => (await count(page)) > 0, "a number in the status bar");
  console.log("ok findings, lens, status bar:", await count(page));

  await goTo(page, "截止目前");
  const fix = await offered(page, "截至");
  await page.mouse.move(700, 90);
  await page.screenshot({ path: picture });
  await fix.click();
  await page.keyboard.press("Control+s");
  await until(() => fs.readFileSync(draft, "utf8").includes("截至目前"), "the quick fix");
  console.log("ok quick fix");

  await goTo(page, "待补充");
  await action(page, "忽略这一处");
  const box = page.locator(".quick-input-widget input").first();
  await page.locator(".quick-input-widget", { hasText: ".xlint.yaml" }).waitFor();
  await box.fill("会后补");
  await page.keyboard.press("Enter");
  const settings = path.join(folder, ".xlint.yaml");
  await until(() => fs.existsSync(settings) && fs.readFileSync(settings, "utf8").includes("会后补"), "the entry");
  console.log("ok ignored for a reason");

  await choose(page, "Show Ledger of Rectification");
  await shows(page, "安全生产责任制落实不到位");
  console.log("ok ledger");
  await page.locator(".tab", { hasText: "draft.txt" }).click();
  await choose(page, "Open Web Report");
  await shows(page, "中共宁禾区应急管理局党组", "nav, main, header");
  console.log("ok report");

  await page.locator(".tab", { hasText: "draft.txt" }).click();
  await goTo(page, "回头看");
  await choose(page, "xlint: Explain Rule");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "count/sum" }).first().click();
  await shows(page, "count/sum", "h1, p, code");
  console.log("ok rule");
}

/** The number of findings that the status bar shows; NaN while it shows none. */
async function count(page) {
  return parseInt(/xlint (\d+)/.exec(await page.locator("#xlint\\.xlint\\.xlint").innerText())?.[1], 10);
}

/** On save: the same findings, none of them twice, and others only when the draft is saved. */
async function saving(page) {
  await page.locator(".tab", { hasText: "draft.txt" }).click();
  const before = await count(page);
  set({ "xlint.run": "onSave" });
  await until(async () => !(await count(page)), "another start");
  await until(async () => (await count(page)) === before, "the same findings after another start");
  await goTo(page, "回头看");
  await page.keyboard.press("Home");
  await page.keyboard.type("XX");
  await page.waitForTimeout(3000);
  assert.equal(await count(page), before);
  await page.keyboard.press("Control+s");
  await until(async () => (await count(page)) === before + 1, "one finding more once it is saved");
  console.log("ok on save");
}

/** A server that does not start says why, in its own words, once. */
async function failing(page) {
  set({ "xlint.path": ["/bin/sh", "-c", "echo 'xlint: no pygls here' >&2; exit 2"] });
  await page.locator(".notification-toast", { hasText: "xlint 没有启动：no pygls here" }).first().waitFor();
  await page.waitForTimeout(2000);
  assert.equal(await page.locator(".notification-toast", { hasText: "xlint" }).count(), 1);
  console.log("ok failing");
}

function set(values) {
  fs.mkdirSync(path.join(folder, ".vscode"), { recursive: true });
  fs.writeFileSync(path.join(folder, ".vscode/settings.json"), JSON.stringify(values));
}

function writeSettings(name, values) {
  fs.mkdirSync(path.join(scratch, "user", name), { recursive: true });
  fs.writeFileSync(path.join(scratch, "user", name, "settings.json"), JSON.stringify(values));
}

/** Wait for words in one of the pages that are shown inside of the editor. */
async function shows(page, words, within = "td") {
  await until(async () => {
    for (const frame of page.frames()) {
      const found = await frame.locator(within, { hasText: words }).count().catch(() => 0);
      if (found > 0) {
        return true;
      }
    }
    return false;
  }, `a page with ${words}`);
}

let server, browser;
try {
  const added = spawnSync(process.execPath, [entry, ...places, "--install-extension", vsix], { encoding: "utf8" });
  assert.equal(added.status, 0, added.stdout + added.stderr);
  // code-server is a remote machine to the editor in the browser: which command is run is a setting of that machine
  writeSettings("Machine", { "xlint.path": JSON.parse(process.env.XLINT_COMMAND) });
  writeSettings("User", SETTINGS);
  const port = await freePort();
  const quiet = ["--disable-telemetry", "--disable-update-check", "--auth", "none"];
  server = spawn(process.execPath, [entry, ...places, ...quiet, "--bind-addr", `127.0.0.1:${port}`], { stdio: "ignore" });
  await served(`http://127.0.0.1:${port}`);
  browser = await chromium.launchPersistentContext(path.join(scratch, "browser"), {
    executablePath: process.env.XLINT_CHROMIUM ?? "/usr/bin/chromium",
    args: FLAGS.split(" "),
    viewport: { width: 1280, height: 760 },
  });
  browser.setDefaultTimeout(PATIENCE);
  const page = browser.pages()[0] ?? (await browser.newPage());
  await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(folder)}`);
  await page.locator(".monaco-workbench").waitFor();
  try {
    await story(page);
    await saving(page);
    await failing(page);
  } catch (error) {
    await page.screenshot({ path: path.join(path.dirname(picture), "failed.png") });
    throw error;
  }
} finally {
  await browser?.close();
  server?.kill();
  fs.rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
}
