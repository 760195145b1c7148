// Where the extension takes part in what the client and the server do.

import type { Middleware } from "vscode-languageclient/node";
import type { Calm } from "./calm";
import { withReason } from "./reason";
import { show } from "./show";
import type { Words } from "./words";

export function middleware(words: Words, calm: Calm): Middleware {
  return {
    // the client registers the server's commands under their own names; those of this extension have others
    executeCommand: async (command, given: unknown[], next) => {
      const full = command === "xlint.ignore" ? await withReason(given, words) : given;
      return full === undefined ? undefined : (next(command, full) as Promise<unknown>);
    },
    provideWorkspaceDiagnostics: async (known, token, report, next) => {
      await calm.change(token);
      return next(known, token, report);
    },
    window: { showDocument: (params) => show(params) },
  };
}
