// Checks on save: the server then sends its findings unasked, when a draft was opened or saved. The client must not ask
// for them as well, or it would show what it asked for next to what it was sent, and ask at each letter.

import type { ClientCapabilities, FeatureState, ServerCapabilities, StaticFeature } from "vscode-languageclient/node";

export class Pushed implements StaticFeature {
  fillClientCapabilities(capabilities: ClientCapabilities): void {
    delete capabilities.textDocument?.diagnostic;
    delete capabilities.workspace?.diagnostics;
  }

  preInitialize(capabilities: ServerCapabilities): void {
    delete capabilities.diagnosticProvider;
  }

  initialize(): void {}

  getState(): FeatureState {
    return { kind: "static" };
  }

  clear(): void {}
}
