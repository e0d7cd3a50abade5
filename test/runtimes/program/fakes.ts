/**
 * The services on a port of this machine, in a process of their own. Browsers get a page from the same place, whose
 * program is the file in the first argument, and leave at `/done` what came of it, for whoever asks there.
 */
import { readFile } from "node:fs/promises";
import { epochMs } from "@footplate/core";
import { serve } from "@footplate/testkit/node";
import { createServices } from "./services.ts";
import { NOW } from "./stage.ts";

const [program] = process.argv.slice(2);
const services = createServices(() => epochMs(NOW));
let leave: (done: string) => void = () => undefined;
const done = new Promise<string>((resolve) => (leave = resolve));

const html = '<!doctype html><title>Footplate</title><script type="module" src="/page.js"></script>';
const typed = (body: string, type: string): Response => new Response(body, { headers: { "content-type": type } });

async function answer(request: Request): Promise<Response> {
  switch (new URL(request.url).pathname) {
    case "/held":
      return Response.json(services.held());
    case "/":
      return typed(html, "text/html");
    case "/page.js":
      return typed(program === undefined ? "" : await readFile(program, "utf8"), "text/javascript");
    case "/favicon.ico":
      return new Response(null, { status: 204 });
    case "/done":
      if (request.method === "GET") return typed(await done, "application/json");
      leave(await request.text());
      return new Response(null, { status: 204 });
    default:
      return services.fetch(request);
  }
}

const { port } = await serve(answer);
console.log(JSON.stringify({ port }));
