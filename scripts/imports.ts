import { run } from "./run.ts";

/** What importing an entry did. */
export interface Imported {
  /** Files that were read. */
  readonly files: number;
  /** Other packages that came along, ours left aside. */
  readonly strangers: readonly string[];
  /** What the runtime loaded of its own that is dear: its fetch, its crypto, its sockets. */
  readonly heavy: readonly string[];
}

const LOOK = `
  import { registerHooks } from "node:module";
  const strangers = new Set();
  let files = 0;
  registerHooks({
    load(url, context, next) {
      if (url.startsWith("file:")) files += 1;
      const name = url.match(/.*\\/node_modules\\/((?:@[^/]+\\/)?[^/]+)\\//)?.[1];
      if (name !== undefined && !name.startsWith("@footplate/")) strangers.add(name);
      return next(url, context);
    },
  });
  for (const name of process.argv.slice(1)) await import(name);
  const heavy = process.moduleLoadList.filter((name) => /undici|internal\\/crypto\\/|NativeModule (crypto|http|net|tls)$/.test(name));
  console.log(JSON.stringify({ files, strangers: [...strangers].toSorted(), heavy }));
`;

/** Imports built entries in a process of their own. */
export function imported(entries: readonly string[], folder: string): Imported {
  return JSON.parse(run(process.execPath, ["--input-type=module", "--eval", LOOK, ...entries], folder)) as Imported;
}

/** What is wrong with an import that may read so many files. */
export function judgeImport({ files, strangers, heavy }: Imported, most: number): readonly string[] {
  return [
    ...(files > most ? [`${String(files)} files are read, and not ${String(most)} or less`] : []),
    ...strangers.map((name) => `${name} is loaded, which nothing needs yet`),
    ...heavy.map((name) => `${name} is loaded, which nothing needs yet`),
  ];
}
