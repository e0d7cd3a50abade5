import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Editor, Wire } from "./editor.ts";
import { framed, onFrames } from "./frames.ts";
import { lspEditor } from "./lsp-editor.ts";
import { report } from "./report.ts";
import { tsserverEditor } from "./tsserver-editor.ts";

const EDITS = 5;
const [protocol = "tsserver", file = "", member = "", offers = "", ...server] = process.argv.slice(2);

interface Answer {
  readonly method?: string;
  readonly id?: number;
  readonly request_seq?: number;
  readonly result?: unknown;
  readonly body?: unknown;
}

/** Keeps who waits for which answer. What the server asks of us is answered with nothing. */
function wireTo({ stdin, stdout }: ChildProcess): Wire {
  if (stdin === null || stdout === null) throw new Error("the server has no pipes");
  const waiting = new Map<number, (answer: unknown) => void>();
  const send = (message: object): void => {
    stdin.write(protocol === "lsp" ? framed(message) : `${JSON.stringify(message)}\n`);
  };
  onFrames(stdout, (message) => {
    const { method, id, request_seq: answered = id, result, body = result } = message as Answer;
    if (method !== undefined && id !== undefined) send({ jsonrpc: "2.0", id, result: null });
    else if (method === undefined && answered !== undefined) waiting.get(answered)?.(body);
  });
  return {
    send,
    ask: (message) =>
      new Promise((resolve) => {
        waiting.set(message.id, resolve);
        send(message);
      }),
  };
}

/** Milliseconds until the members are offered. */
async function timeToMembers(editor: Editor, line: number, begin: () => void): Promise<number> {
  const started = performance.now();
  begin();
  const names = await editor.complete(line, member.length + 1);
  const ms = performance.now() - started;
  if (!names.includes(offers)) throw new Error(`${offers} is not among ${names.slice(0, 20).join(", ")}`);
  return ms;
}

const child = spawn(process.execPath, server, { stdio: ["pipe", "pipe", "inherit"] });
const editor = (protocol === "lsp" ? lspEditor : tsserverEditor)(wireTo(child));
await editor.ready();
const code = readFileSync(file, "utf8");
const line = code.split("\n").length - 1;
const firstMs = await timeToMembers(editor, line, () => editor.open(file, `${code}${member}.\n`));
const edits: number[] = [];
for (let edit = 0; edit < EDITS; edit += 1) {
  const begin = (): void => editor.insert(line + edit, `export const edit${edit} = total + ${edit};\n`);
  edits.push(await timeToMembers(editor, line + edit + 1, begin));
}
child.kill();
report({ firstMs, editMs: edits.toSorted((a, b) => a - b)[Math.floor(EDITS / 2)] ?? Number.NaN });
