import { once } from "node:events";
import { createServer } from "node:http";
import { onTestFinished } from "vitest";

/** Serves a fetch function on 127.0.0.1 until the test ends, and returns its address. */
export async function serveOnLoopback(fetch: typeof globalThis.fetch): Promise<string> {
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const headers = new Headers();
      for (const [name, value] of Object.entries(incoming.headers)) {
        if (typeof value === "string" && name !== "connection") headers.set(name, value);
      }
      const hasBody = chunks.length > 0;
      const answer = await fetch(`http://${incoming.headers.host}${incoming.url}`, {
        method: incoming.method ?? "GET",
        headers,
        ...(hasBody && { body: Buffer.concat(chunks) }),
      });
      outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
      outgoing.end(Buffer.from(await answer.arrayBuffer()));
    })().catch(() => outgoing.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/`;
}
