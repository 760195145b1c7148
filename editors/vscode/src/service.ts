// The language server and the client that talks to it: started when first needed, restarted when settings change.

import * as os from "node:os";
import * as vscode from "vscode";
import { CloseAction, ErrorAction, LanguageClient, type LanguageClientOptions } from "vscode-languageclient/node";
import { Calm } from "./calm";
import { SELECTOR } from "./drafts";
import { locate } from "./locate";
import { middleware } from "./middleware";
import { ServerProcess } from "./process";
import { Pushed } from "./pushed";
import { activePython } from "./python";
import { settings, type Settings } from "./settings";
import type { State } from "./status";
import { filled, words } from "./words";

const RESTARTS = 3; // of a server that ends by itself, until it is left alone
const PATIENCE = 1000; // milliseconds that a process whose pipes are closed has to end

/** The client; what it has to say of a server that does not start is said once, in one sentence, by the service. */
class Client extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

interface Session {
  readonly client: LanguageClient;
  readonly calm: Calm;
  process?: ServerProcess;
  /** Rejects when the process ends. */
  readonly end: Promise<never>;
  /** The extension itself ends it. */
  leaving: boolean;
}

export class Service implements vscode.Disposable {
  private session: Session | undefined;
  private doing: Promise<void> = Promise.resolve();
  private failures = 0;
  private now: State = "off";

  constructor(
    private readonly output: vscode.OutputChannel,
    private readonly changed: () => void,
  ) {}

  get state(): State {
    return this.now;
  }

  /** Start the server unless it runs. One thing is done after the other, however fast settings change. */
  start(): Promise<void> {
    return this.next(() => this.begin());
  }

  stop(): Promise<void> {
    return this.next(() => this.finish("off"));
  }

  restart(): Promise<void> {
    this.failures = 0;
    return this.next(async () => {
      await this.finish("off");
      await this.begin();
    });
  }

  /** Have the server carry out one of its commands; undefined if there is no server. */
  async ask(command: string, given: readonly unknown[]): Promise<unknown> {
    await this.start();
    return this.session?.client.sendRequest("workspace/executeCommand", { command, arguments: given });
  }

  /** Check all drafts of the folder; how many files and findings. */
  async checkFolder(): Promise<{ files: number; findings: number } | undefined> {
    const found = (await this.ask("xlint.checkFolder", [])) as { files: number; findings: number } | undefined;
    this.session?.calm.changed(); // so that the client fetches what was found
    return found;
  }

  dispose(): void {
    void this.stop();
  }

  private next(work: () => Promise<void>): Promise<void> {
    this.doing = this.doing.then(work, work);
    return this.doing;
  }

  private become(state: State): void {
    this.now = state;
    this.changed();
  }

  private async begin(): Promise<void> {
    const wanted = settings();
    if (this.session !== undefined || !wanted.enable) {
      return;
    }
    this.become("starting");
    const folder = vscode.workspace.workspaceFolders?.find((one) => one.uri.scheme === "file")?.uri.fsPath;
    const command = locate(wanted.path, {
      env: process.env,
      windows: process.platform === "win32",
      home: os.homedir(),
      folder: vscode.workspace.isTrusted ? folder : undefined, // nothing inside of one that is not trusted is run
      python: await activePython(),
    });
    if (command === undefined) {
      this.become("stopped");
      void this.complain(words(wanted.language).missing, wanted);
      return;
    }
    const session = this.open(command, folder, wanted);
    this.session = session;
    try {
      // a process that ends at once may be gone before the client listens, which then waits for ever
      await Promise.race([session.client.start(), session.end]);
      if (!session.client.isRunning()) {
        session.process?.end(); // the client takes a connection that breaks early for a start that came to its end
        await session.end;
      }
      this.become("running");
    } catch (error) {
      await this.gone(session, wanted, String(error instanceof Error ? error.message : error));
    }
  }

  private open(command: readonly string[], folder: string | undefined, wanted: Settings): Session {
    this.output.appendLine(`${[...command, "lsp"].join(" ")}`);
    const calm = new Calm();
    let ended: (error: Error) => void = () => {};
    const end = new Promise<never>((_, reject) => (ended = reject));
    end.catch(() => {}); // of interest only while it starts
    const run = async () => {
      session.process = new ServerProcess(command, folder);
      void session.process.ended.then((status) => ended(new Error(status)));
      return session.process.running();
    };
    const options: LanguageClientOptions = {
      documentSelector: SELECTOR,
      initializationOptions: { language: wanted.language, run: wanted.run },
      outputChannel: this.output,
      middleware: middleware(words(wanted.language), calm),
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => {
          if (!session.leaving && this.now === "running") {
            void this.next(() => this.gone(session, wanted, ""));
          }
          return { action: CloseAction.DoNotRestart, handled: true };
        },
      },
    };
    const session: Session = { client: new Client("xlint", "xlint", run, options), calm, end, leaving: false };
    if (wanted.run === "onSave") {
      session.client.registerFeature(new Pushed());
    }
    return session;
  }

  /** The server ended by itself: begin again a few times, then say why it does not run. */
  private async gone(session: Session, wanted: Settings, why: string): Promise<void> {
    if (this.session !== session) {
      return;
    }
    const ran = this.now === "running";
    const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE, undefined).unref());
    const status = await Promise.race([session.process?.ended, late]);
    await this.finish("stopped");
    if (ran && this.failures++ < RESTARTS) {
      return this.begin();
    }
    const told = words(wanted.language);
    const ended = status === undefined ? why : filled(told.exited, { command: wanted.path.join(" "), status });
    void this.complain(filled(told.failed, { why: session.process?.lastWords || ended || why }), wanted);
  }

  private async finish(state: State): Promise<void> {
    const session = this.session;
    this.session = undefined;
    if (session !== undefined) {
      session.leaving = true;
      session.calm.dispose();
      await session.client.dispose().catch(() => {}); // one that never ran cannot be stopped
      session.process?.end();
    }
    this.become(state);
  }

  private async complain(sentence: string, wanted: Settings): Promise<void> {
    const told = words(wanted.language);
    const chosen = await vscode.window.showErrorMessage(sentence, told.settings, told.output, told.retry);
    if (chosen === told.settings) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "xlint.path");
    } else if (chosen === told.output) {
      this.output.show();
    } else if (chosen === told.retry) {
      await this.restart();
    }
  }
}
