// Reads a request {"what", ...} from standard input, puts it before a program by others, and writes what that makes of it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const request = JSON.parse(readFileSync(0, "utf8"));

// The line that GitHub's own toolkit writes for each annotation, caught on its way to the console.
async function commands({ annotations }) {
  const core = await import("@actions/core");
  const written = [];
  const write = process.stdout.write;
  process.stdout.write = (text) => written.push(text) > 0;
  for (const { command, message, properties } of annotations) core[command](message, properties);
  process.stdout.write = write;
  return written.join("").split("\n").slice(0, -1);
}

async function problems({ matcher, lines }) {
  const [made] = require("@rushstack/problem-matcher").parseProblemMatchersJson([matcher]);
  return lines.map((line) => made.exec(line));
}

async function checkstyle({ text }) {
  const path = require.resolve("danger-plugin-lint-report").replace(/index\.js$/, "parse/checkstyle_parser.js");
  return require(path).parseCheckstyle(require("xml-js").xml2js(text), "/nowhere");
}

async function rdjson({ text }) {
  const { RDFormatValidator } = require("@umbrelladocs/rdformat-validator");
  return new RDFormatValidator({ strictMode: true, allowExtraFields: false }).validateString(text);
}

const answer = await { commands, problems, checkstyle, rdjson }[request.what](request);
process.stdout.write(JSON.stringify(answer));
