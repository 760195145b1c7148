// A stand-in for the module `vscode`: as much as the extension uses, with what the tests set and look at in `world`.

type Listener = (event: never) => unknown;

export class Disposable {
  constructor(private readonly work: () => unknown) {}
  static from(...all: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => all.forEach((one) => one.dispose()));
  }
  dispose(): void {
    this.work();
  }
}

class Signal {
  private readonly listeners = new Set<Listener>();
  readonly event = (listener: Listener): Disposable => {
    this.listeners.add(listener);
    return new Disposable(() => this.listeners.delete(listener));
  };
  fire(event?: unknown): void {
    [...this.listeners].forEach((listener) => listener(event as never));
  }
}

export class Uri {
  private constructor(
    readonly scheme: string,
    readonly path: string,
    private readonly whole: string,
  ) {}
  static parse(whole: string): Uri {
    const [, scheme = "", path = ""] = /^(\w+):(?:\/\/)?(.*)$/.exec(whole) ?? [];
    return new Uri(scheme, decodeURIComponent(path), whole);
  }
  get fsPath(): string {
    return this.path;
  }
  toString(): string {
    return this.whole;
  }
}

export enum DiagnosticSeverity {
  Error,
  Warning,
  Information,
  Hint,
}
export enum StatusBarAlignment {
  Left = 1,
  Right,
}
export enum UIKind {
  Desktop = 1,
  Web,
}
export enum ViewColumn {
  Active = -1,
}
export enum ProgressLocation {
  Window = 10,
}
export class ThemeColor {
  constructor(readonly id: string) {}
}

const signals = {
  opened: new Signal(),
  closed: new Signal(),
  configured: new Signal(),
  trusted: new Signal(),
  front: new Signal(),
  diagnosed: new Signal(),
  files: new Signal(),
};

/** All that the tests set and look at. */
export const world = {
  signals,
  settings: {} as Record<string, unknown>,
  documents: [] as unknown[],
  folders: undefined as { uri: Uri }[] | undefined,
  trusted: true,
  remote: undefined as string | undefined,
  extensions: {} as Record<string, unknown>,
  diagnostics: [] as unknown[],
  answer: undefined as string | undefined, // to the next input box, pick or message
  said: [] as string[], // what the user was told or asked
  boxes: [] as Record<string, unknown>[],
  executed: [] as unknown[][],
  commands: new Map<string, (...given: unknown[]) => unknown>(),
  external: [] as string[],
  panels: [] as { title: string; webview: { html: string } }[],
  items: [] as Record<string, unknown>[],
};

export const env = {
  get remoteName(): string | undefined {
    return world.remote;
  },
  uiKind: UIKind.Desktop,
  openExternal: async (uri: Uri) => world.external.push(uri.toString()) > 0,
};

export const extensions = { getExtension: (name: string) => world.extensions[name] };

export const languages = {
  getDiagnostics: () => world.diagnostics,
  onDidChangeDiagnostics: signals.diagnosed.event,
};

export const commands = {
  registerCommand(name: string, run: (...given: unknown[]) => unknown): Disposable {
    world.commands.set(name, run);
    return new Disposable(() => world.commands.delete(name));
  },
  executeCommand: async (...given: unknown[]) => void world.executed.push(given),
};

export const workspace = {
  getConfiguration: (section: string) => ({ get: (name: string) => world.settings[`${section}.${name}`] }),
  get workspaceFolders() {
    return world.folders;
  },
  get textDocuments() {
    return world.documents;
  },
  get isTrusted() {
    return world.trusted;
  },
  fs: { readFile: async (uri: Uri) => new TextEncoder().encode(`<p>${uri.path}`) },
  createFileSystemWatcher: () => ({
    onDidChange: signals.files.event,
    onDidCreate: signals.files.event,
    onDidDelete: signals.files.event,
    dispose() {},
  }),
  onDidOpenTextDocument: signals.opened.event,
  onDidCloseTextDocument: signals.closed.event,
  onDidChangeConfiguration: signals.configured.event,
  onDidGrantWorkspaceTrust: signals.trusted.event,
};

const tell = async (sentence: string) => {
  world.said.push(sentence);
  return world.answer;
};

export const window = {
  activeTextEditor: undefined as unknown,
  createOutputChannel: () => ({ appendLine() {}, append() {}, show: () => world.said.push("output"), dispose() {} }),
  createStatusBarItem() {
    const item = { visible: false, show: () => (item.visible = true), hide: () => (item.visible = false), dispose() {} };
    world.items.push(item);
    return item;
  },
  createWebviewPanel(_: string, title: string) {
    const panel = { title, webview: { html: "" } };
    world.panels.push(panel);
    return panel;
  },
  showErrorMessage: tell,
  showInformationMessage: tell,
  showQuickPick: async (offered: { label: string }[]) => offered.find((one) => one.label === world.answer),
  async showInputBox(box: Record<string, unknown>) {
    world.boxes.push(box);
    return world.answer;
  },
  showTextDocument: async (uri: Uri) => void world.said.push(`text ${uri.path}`),
  withProgress: (_: unknown, work: () => unknown) => work(),
  onDidChangeActiveTextEditor: signals.front.event,
};

/** A text as the editor has it. */
export function text(uri: string, languageId: string): { uri: Uri; languageId: string } {
  return { uri: Uri.parse(uri), languageId };
}

/** Let all that was begun come to its end. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
