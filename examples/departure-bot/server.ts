import { EventEmitter, on } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { githubWebhook } from "@footplate/adapter-github";
import { conduct, type Conducted, type ConductContext } from "@footplate/core/conduct";
import { env } from "@footplate/http";

/** Conducts until the signal aborts; a webhook at /github calls for a tick at once. */
export async function run(
  context: ConductContext,
  signal: AbortSignal,
  said: (event: Conducted, port: number) => void,
): Promise<void> {
  const bell = new EventEmitter();
  const receive = githubWebhook({
    secrets: [env("GITHUB_WEBHOOK_SECRET")],
    onHint: (hint) => void bell.emit("hint", hint),
  });
  const server = createServer((incoming, outgoing) => {
    const answer =
      incoming.url === "/github" ? receive(requestOf(incoming)) : Promise.resolve(new Response(null, { status: 404 }));
    answer.then(
      ({ status }) => outgoing.writeHead(status).end(),
      () => outgoing.destroy(),
    );
  });
  await new Promise<void>((listening) => server.listen(Number(process.env["PORT"] ?? 0), "127.0.0.1", listening));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  try {
    for await (const event of conduct(context, { hints: on(bell, "hint", { signal }), signal })) said(event, port);
  } finally {
    server.close();
  }
}

function requestOf(incoming: IncomingMessage): Request {
  const { method = "GET", headersDistinct } = incoming;
  const headers = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
  const body = method === "POST" ? (Readable.toWeb(incoming) as unknown as ReadableStream<Uint8Array>) : null;
  const init: RequestInit & { readonly duplex: "half" } = { method, headers, body, duplex: "half" };
  return new Request("http://127.0.0.1/github", init);
}
