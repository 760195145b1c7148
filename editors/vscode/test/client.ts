// A stand-in for the language client: remembers how it was made, runs the command, answers what it is asked.

import type { ChildProcess } from "node:child_process";

export enum CloseAction {
  DoNotRestart = 1,
  Restart,
}
export enum ErrorAction {
  Continue = 1,
  Shutdown,
}

interface Handler {
  closed(): unknown;
}

export const clients: LanguageClient[] = [];

export class LanguageClient {
  readonly features: object[] = [];
  readonly requests: unknown[][] = [];
  child: ChildProcess | undefined;
  disposed = false;
  private running = false;
  static waits = false;

  constructor(
    readonly id: string,
    readonly name: string,
    private readonly run: () => Promise<ChildProcess>,
    readonly options: Record<string, unknown> & { errorHandler: Handler; middleware: Record<string, never> },
  ) {
    clients.push(this);
  }

  error(): void {}

  registerFeature(feature: object): void {
    this.features.push(feature);
  }

  isRunning(): boolean {
    return this.running;
  }

  /** Runs once the program has written a line. As the real one it may wait for ever for one that ended at once – or not. */
  async start(): Promise<void> {
    const child = await this.run();
    this.child = child;
    await new Promise<void>((resolve) => {
      child.stdout?.once("data", () => resolve((this.running = true) && undefined));
      child.once("exit", () => (LanguageClient.waits ? undefined : resolve()));
    });
    child.once("close", () => this.options.errorHandler.closed());
  }

  async sendRequest(...given: unknown[]): Promise<unknown> {
    this.requests.push(given);
    return null;
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    this.child?.kill();
  }
}
