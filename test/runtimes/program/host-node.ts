import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { createService, type Service } from "./service.ts";

function requestOf(incoming: IncomingMessage, ended: AbortSignal): Request {
  const { method = "GET", url = "/", rawHeaders } = incoming;
  const pairs = rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? ""] as const] : []));
  const init: RequestInit & { readonly duplex: "half" } = {
    method,
    headers: pairs.map(([name, value]) => [name, value]),
    duplex: "half",
    signal: ended,
    ...(method === "POST" && { body: Readable.toWeb(incoming) as unknown as ReadableStream<Uint8Array> }),
  };
  return new Request(`http://127.0.0.1${url}`, init);
}

function serve(service: Service): void {
  const server = createServer((incoming, outgoing) => {
    const ended = new AbortController();
    outgoing.once("close", () => {
      if (!outgoing.writableFinished) ended.abort();
    });
    const answered = async (): Promise<void> => {
      const response = await service(requestOf(incoming, ended.signal));
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(await response.text());
    };
    answered().catch((error: unknown) => outgoing.destroy(error instanceof Error ? error : undefined));
  });
  server.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ port: (server.address() as AddressInfo).port })));
}

serve(createService(import.meta.resolve("@footplate/core")));
