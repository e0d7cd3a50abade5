import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Fake {
  readonly url: string;
  /** Method and path with query of every request, in order. */
  readonly hits: string[];
  readonly seen: { headers: IncomingMessage["headers"]; body: string }[];
  readonly server: Server;
  close(): Promise<void>;
}

export type Answer = (response: ServerResponse, hit: number, request: IncomingMessage) => void;

/** A server on a free port of 127.0.0.1 that answers after it has read the whole request. */
export async function serve(answer: Answer): Promise<Fake> {
  const hits: string[] = [];
  const seen: Fake["seen"] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("error", () => undefined);
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      hits.push(`${request.method} ${request.url}`);
      seen.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      answer(response, hits.length, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1/`,
    hits,
    seen,
    server,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function json(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(value));
}
