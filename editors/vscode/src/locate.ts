// Finds the command of xlint, as an absolute path: on Windows a bare name would be looked for in the opened folder first.

import * as fs from "node:fs";
import * as path from "node:path";
import { DEFAULT_PATH } from "./settings";

export interface Places {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly windows: boolean;
  readonly home: string;
  /** The first open folder. */
  readonly folder?: string | undefined;
  /** The interpreter, or the folder, of the Python environment that is in use. */
  readonly python?: string | undefined;
}

/** The command with its arguments, undefined if it is nowhere. */
export function locate(wanted: readonly string[], places: Places): string[] | undefined {
  const [name = DEFAULT_PATH, ...rest] = wanted;
  const plain = name === DEFAULT_PATH && rest.length === 0;
  const candidates = plain
    ? [...inEnvironment(places.python, places), ...inEnvironment(places.env["VIRTUAL_ENV"], places), ...onPath(name, places)]
    : named(name, places);
  const found = candidates.find(isCommand);
  return found === undefined ? undefined : [found, ...rest];
}

function inEnvironment(python: string | undefined, places: Places): string[] {
  if (python === undefined || !path.isAbsolute(python)) {
    return [];
  }
  const folders = [path.dirname(python), path.join(python, places.windows ? "Scripts" : "bin")];
  if (places.windows) {
    folders.push(path.join(path.dirname(python), "Scripts")); // an interpreter that is in no environment
  }
  return folders.flatMap((folder) => spelled(path.join(folder, DEFAULT_PATH), places));
}

function onPath(name: string, places: Places): string[] {
  const variable = Object.keys(places.env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  const folders = (places.env[variable] ?? "").split(places.windows ? ";" : ":");
  // "." on the PATH would mean that the opened folder says what is run
  return folders.filter((folder) => path.isAbsolute(folder)).flatMap((folder) => spelled(path.join(folder, name), places));
}

function named(name: string, places: Places): string[] {
  const whole = name
    .replace(/^~(?=[\\/])/, places.home)
    .replace("${workspaceFolder}", places.folder ?? "${workspaceFolder}");
  if (!/[\\/]/.test(whole)) {
    return onPath(whole, places);
  }
  if (path.isAbsolute(whole)) {
    return spelled(whole, places);
  }
  return places.folder === undefined ? [] : spelled(path.resolve(places.folder, whole), places);
}

function spelled(file: string, places: Places): string[] {
  return places.windows && !/\.exe$/i.test(file) ? [`${file}.exe`] : [file];
}

function isCommand(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
