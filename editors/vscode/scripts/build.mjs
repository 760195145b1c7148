// Bundles the extension; with --tests the tests, which run without VS Code against stand-ins for it.

import * as fs from "node:fs";
import * as path from "node:path";
import { build } from "esbuild";

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), "..");
const common = { absWorkingDir: root, bundle: true, platform: "node", format: "cjs", target: "node18", logLevel: "warning" };

if (process.argv.includes("--tests")) {
  const names = fs.readdirSync(path.join(root, "test")).filter((name) => name.endsWith(".test.ts"));
  await build({
    ...common,
    entryPoints: names.map((name) => path.join("test", name)),
    outdir: "out/tests",
    alias: { vscode: "./test/vscode.ts", "vscode-languageclient/node": "./test/client.ts" },
    sourcemap: "inline",
  });
} else {
  await build({ ...common, entryPoints: ["src/extension.ts"], outfile: "out/extension.js", external: ["vscode"], minify: true });
  schema();
}

// The schema of .xlint.yaml is made by xlint itself; without it the editor has nothing to object to.
function schema() {
  const made = path.resolve(root, "../../docs/schema/xlint-settings.schema.json");
  const none = JSON.stringify({ $schema: "http://json-schema.org/draft-07/schema#", title: ".xlint.yaml", type: "object" });
  fs.mkdirSync(path.join(root, "schemas"), { recursive: true });
  fs.writeFileSync(path.join(root, "schemas/xlint.schema.json"), fs.existsSync(made) ? fs.readFileSync(made) : `${none}\n`);
}
