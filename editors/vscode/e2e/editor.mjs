// VS Code itself (as code-server) in Chromium: findings are underlined, a quick fix is made, a finding is ignored for
// a reason, the ledger and the report open. Arguments: the folder in which code-server and playwright-core are
// installed (see install.sh), the .vsix, a folder with draft.txt, where to put a picture.
// XLINT_COMMAND is the command of xlint as a JSON list.

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
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget .monaco-list-row", { hasText: words }).first().click();
}

async function story(page) {
  await page.keyboard.press("Control+p");
  await page.locator(".quick-input-widget input").first().fill("draft.txt");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "draft.txt" }).first().click();
  await page.locator(".squiggly-error").first().waitFor();
  await page.locator(".codelens-decoration", { hasText: "错误" }).first().waitFor();
  const status = page.locator("#xlint\\.xlint\\.xlint");
  await until(async () => /xlint \d+/.test(await status.innerText()), "a number in the status bar");
  console.log("ok findings, lens, status bar:", (await status.innerText()).trim());

  await goTo(page, "截止目前");
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget .monaco-list-row", { hasText: "截至" }).first().waitFor();
  await page.mouse.move(700, 90);
  await page.screenshot({ path: picture });
  await page.locator(".action-widget .monaco-list-row", { hasText: "截至" }).first().click();
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
  const machine = { "xlint.path": JSON.parse(process.env.XLINT_COMMAND) };
  for (const [name, values] of Object.entries({ User: SETTINGS, Machine: machine })) {
    fs.mkdirSync(path.join(scratch, "user", name), { recursive: true });
    fs.writeFileSync(path.join(scratch, "user", name, "settings.json"), JSON.stringify(values));
  }
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
  } catch (error) {
    await page.screenshot({ path: path.join(path.dirname(picture), "failed.png") });
    throw error;
  }
} finally {
  await browser?.close();
  server?.kill();
  fs.rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
}
