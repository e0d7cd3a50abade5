import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** One request that the server makes trouble with. */
export interface Hit {
  /** 1 for the first such request. */
  readonly count: number;
  readonly request: Request;
  readonly outgoing: ServerResponse;
  readonly socket: Socket;
  /** Lets the service behind do what is asked, and answers nothing yet. */
  process(): Promise<Response>;
  /** Sends an answer as it is. */
  send(answer: Response): Promise<void>;
}

/** What the server does instead of answering. */
export type Trouble = (hit: Hit) => void | Promise<void>;

/** A server on 127.0.0.1 that makes trouble with some requests and passes the others on. */
export interface RoughServer {
  /** Such as `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Makes trouble from now on with the requests that `aim` picks. */
  trouble(aim: (request: Request) => boolean, trouble: Trouble): void;
  /** How many requests were made trouble with. */
  hits(): number;
  /** How many of those the service behind has processed. */
  processed(): number;
  close(): Promise<void>;
}

/** Stands in front of a service. What a request carries reaches the service byte for byte. */
export async function roughServer(service: typeof fetch): Promise<RoughServer> {
  let aim: (request: Request) => boolean = () => false;
  let make: Trouble | undefined;
  let hits = 0;
  let processed = 0;

  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const request = await requestFrom(incoming);
    const send = (response: Response): Promise<void> => pass(response, outgoing);
    if (make === undefined || !aim(request.clone())) return send(await service(request));
    hits += 1;
    const process = (): Promise<Response> => {
      processed += 1;
      return service(request.clone());
    };
    await make({ count: hits, request, outgoing, socket: incoming.socket, process, send });
  };
  const server = createServer((incoming, outgoing) => {
    outgoing.on("error", () => undefined);
    answer(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    trouble: (picks, does) => {
      aim = picks;
      make = does;
    },
    hits: () => hits,
    processed: () => processed,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function requestFrom(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const headers = new Headers();
  for (let at = 0; at + 1 < incoming.rawHeaders.length; at += 2) {
    headers.append(incoming.rawHeaders[at] ?? "", incoming.rawHeaders[at + 1] ?? "");
  }
  const method = incoming.method ?? "GET";
  return new Request(`http://${incoming.headers.host ?? "127.0.0.1"}${incoming.url ?? "/"}`, {
    method,
    headers,
    ...(method !== "GET" && method !== "HEAD" && { body: Buffer.concat(chunks) }),
  });
}

async function pass(response: Response, outgoing: ServerResponse): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) outgoing.setHeader(name, value);
  outgoing.end(body);
}
