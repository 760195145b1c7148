// The server as a process, and the last thing that it said if it ends.

import { spawn, type ChildProcess } from "node:child_process";

const KEPT = 4000; // characters of the standard error that are remembered
const GRACE = 2000; // milliseconds between the goodbye of the client and the end by force

export class ServerProcess {
  private said = "";
  private readonly child: ChildProcess;
  /** How it ended: its status or a signal, or why it could not be run. */
  readonly ended: Promise<string>;

  constructor(command: readonly string[], folder: string | undefined) {
    const [program = "", ...rest] = command;
    this.child = spawn(program, [...rest, "lsp"], {
      cwd: folder,
      env: {
        ...process.env,
        PYTHONIOENCODING: "utf-8", // or its last words are unreadable on a Windows that speaks GBK
        PYTHONSAFEPATH: "1", // `python -m xlint` must not take a module out of the opened folder
      },
      windowsHide: true,
    });
    this.child.stderr?.on("data", (data: Buffer) => {
      this.said = (this.said + data.toString("utf8")).slice(-KEPT);
    });
    this.child.stdin?.on("error", () => {}); // it is gone: told by `ended`
    this.ended = new Promise((resolve) => {
      this.child.once("error", (error) => resolve(error.message));
      this.child.once("close", (code, signal) => resolve(String(signal ?? code)));
    });
  }

  /** The process itself, once it runs. Rejects if it cannot be run. */
  async running(): Promise<ChildProcess> {
    await new Promise<void>((resolve, reject) => {
      this.child.once("spawn", resolve);
      this.child.once("error", reject);
    });
    return this.child;
  }

  /** The last line that it wrote for people, without its own name; "" if it wrote none. */
  get lastWords(): string {
    const lines = this.said.split(/\r?\n/).filter((line) => line.trim() !== "");
    return (lines.at(-1) ?? "").trim().replace(/^xlint[:：]\s*/, "");
  }

  /** See that it ends. */
  end(): void {
    setTimeout(() => this.child.kill(), GRACE).unref();
  }
}
