import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import type { Trouble } from "../support/rough-server.ts";
import type { VirtualClock } from "@footplate/testkit";

/** Closes the connection with a reset, before the service has seen the request. */
export const resetBefore: Trouble = ({ socket }) => {
  socket.resetAndDestroy();
};

/** Closes it with a reset after the service has done what was asked. */
export const resetAfter: Trouble = async ({ process, socket }) => {
  await process();
  socket.resetAndDestroy();
};

/** Ends the connection politely, without an answer. */
export const hangUp: Trouble = async ({ process, socket }) => {
  await process();
  socket.end();
};

/** Answers something that is not HTTP. */
export const notHttp: Trouble = async ({ process, socket }) => {
  await process();
  socket.end("HELO smtp.example.com\r\n\r\n");
};

/** Never answers; meanwhile the time of the call passes. */
export function silence(clock: VirtualClock): Trouble {
  return async ({ process }) => {
    await process();
    clock.advance(600_000);
  };
}

/** Sends the head of the answer letter by letter, for ever; a minute passes with each. */
export function slowHead(clock: VirtualClock): Trouble {
  return async ({ process, socket }) => {
    await process();
    socket.write("HTTP/1.1 200 OK\r\nx-slow: ");
    while (!socket.destroyed) {
      socket.write("z");
      clock.advance(60_000);
      await wait(5);
    }
  };
}

/** Sends the body letter by letter, for ever; a second passes with each. */
export function drip(clock: VirtualClock): Trouble {
  return async ({ process, outgoing }) => {
    await process();
    outgoing.writeHead(200, { "content-type": "application/json" });
    outgoing.write('{"slow":"');
    while (!outgoing.destroyed) {
      outgoing.write("z");
      clock.advance(5000);
      await wait(2);
    }
  };
}

/** Says more bytes than it sends, and breaks off. */
export const tooFewBytes: Trouble = async ({ process, outgoing, socket }) => {
  const body = Buffer.from(await (await process()).arrayBuffer());
  outgoing.writeHead(200, { "content-type": "application/json", "content-length": body.length + 1000 });
  outgoing.write(body, () => socket.destroy());
};

/** Says fewer bytes than there are, so that the JSON is cut. */
export const cutByLength: Trouble = async ({ process, socket }) => {
  await process();
  socket.end(
    'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{"id":"abc","more":"text"}',
  );
};

/** Breaks off in the middle of a body whose length nobody knows. */
export const cutChunks: Trouble = async ({ process, outgoing, socket }) => {
  await process();
  outgoing.writeHead(200, { "content-type": "application/json" });
  outgoing.write('{"id":"abc",');
  await wait(5);
  socket.destroy();
};

/** Processes the request, and says something else about it. */
export function instead(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body?: string | Buffer,
): Trouble {
  return async ({ process, outgoing }) => {
    await process();
    outgoing.writeHead(status, headers);
    outgoing.end(body);
  };
}

/** Says no before doing anything. */
export function refuse(status: number, headers: Readonly<Record<string, string>> = {}, body: unknown = {}): Trouble {
  return ({ outgoing }) => {
    outgoing.writeHead(status, { "content-type": "application/json", ...headers });
    outgoing.end(JSON.stringify(body));
  };
}

/** A document that never ends. `sent` counts its bytes. */
export function endless(status: number, sent: { bytes: number }): Trouble {
  return async ({ process, outgoing }) => {
    await process();
    outgoing.writeHead(status, { "content-type": "application/json" });
    outgoing.write('{"id":"');
    outgoing.setMaxListeners(0);
    const piece = Buffer.alloc(1_000_000, "z");
    while (!outgoing.destroyed && sent.bytes < 500_000_000) {
      sent.bytes += piece.length;
      if (!outgoing.write(piece)) await Promise.race([once(outgoing, "drain"), once(outgoing, "close")]);
    }
    outgoing.destroy();
  };
}

function once(emitter: { once(name: string, listener: () => void): unknown }, name: string): Promise<void> {
  return new Promise((resolve) => {
    emitter.once(name, resolve);
  });
}

/** A small packet that holds a gigabyte. */
export function bomb(): Buffer {
  const layer = gzipSync(Buffer.alloc(64_000_000, " "));
  return Buffer.concat(Array.from({ length: 16 }, () => layer));
}
