import { serve } from "@footplate/testkit/node";
import { onTestFinished } from "vitest";

/** Serves a fetch function on 127.0.0.1 until the test ends, and returns its address with a slash at the end. */
export async function serveOnLoopback(fetch: typeof globalThis.fetch): Promise<string> {
  const { url, close } = await serve((request) => fetch(request));
  onTestFinished(close);
  return `${url}/`;
}
