import { request } from "node:http";

/** How a body comes in: at once; in pieces of a length that nobody told; begun and then nothing; begun and then broken off. */
export type Manner = "whole" | "pieces" | "silent" | "broken";

/** What is sent. */
export interface Parcel {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Path and query. */
  readonly path: string;
  /** @default `"whole"` */
  readonly manner?: Manner;
}

/** Longest time that a server may take over one answer, in milliseconds. */
const PATIENCE_MS = 20_000;

/** A request of a service's making as it goes over the wire. */
export async function parcelOf(made: Request, more: Partial<Parcel> = {}): Promise<Parcel> {
  const { pathname, search } = new URL(made.url);
  const headers = Object.fromEntries([...made.headers].filter(([name]) => name !== "content-length"));
  return { headers, body: await made.text(), path: `${pathname}${search}`, ...more };
}

/** Posts it; the status of the answer, or 0 when the connection ended without one. */
export function deliver(port: number, { headers, body, path, manner = "whole" }: Parcel): Promise<number> {
  return new Promise((resolve) => {
    const length = manner === "pieces" ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const options = { host: "127.0.0.1", port, path, method: "POST", agent: false, headers: { ...headers, ...length } };
    const sent = request({ ...options, timeout: PATIENCE_MS });
    sent.once("timeout", () => sent.destroy());
    sent.once("error", () => resolve(0));
    sent.once("close", () => resolve(0));
    sent.once("response", (answer) => {
      resolve(answer.statusCode ?? 0);
      answer.resume().once("end", () => sent.destroy());
    });
    const half = Math.floor(body.length / 2);
    if (manner === "whole") sent.end(body);
    else sent.write(body.slice(0, half), () => void (manner === "broken" && sent.destroy()));
    if (manner === "pieces") sent.end(body.slice(half));
  });
}
