/**
 * Everything that a train touches, in a process of its own, as real HTTP servers on loopback. A second port is the way
 * behind them: it moves their clock, breaks things, and shows what they hold. Ends when its standard input ends.
 */
import { epochMs } from "@footplate/core";
import { serve } from "@footplate/testkit/node";
import type { FakesSettings } from "./control.ts";
import { fakeServices } from "./services.ts";

const settings: FakesSettings = JSON.parse(process.argv[2] ?? "{}");
let nowMs = epochMs(settings.now);
const services = fakeServices(settings, () => nowMs);

async function control(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const body = request.method === "POST" ? await request.json() : {};
  switch (`${request.method} ${pathname}`) {
    case "POST /clock":
      nowMs += Math.max(0, Number(body.advanceMs));
      return Response.json({ nowMs });
    case "GET /clock":
      return Response.json({ nowMs });
    case "POST /break":
      services.breakVersion(body);
      return Response.json({});
    case "POST /withhold":
      services.withhold(body.withheld === true);
      return Response.json({});
    case "POST /acknowledge":
      services.acknowledge(body.alias, body.user);
      return Response.json({});
    case "GET /state":
      return Response.json(services.state());
    default:
      return new Response("not found", { status: 404 });
  }
}

async function start(): Promise<void> {
  const front = await serve((request) => services.fetch(request));
  const behind = await serve(control);
  process.stdout.write(`${JSON.stringify({ services: front.url, control: behind.url })}\n`);
  process.stdin.resume();
  process.stdin.once("end", () => {
    void Promise.all([front.close(), behind.close()]);
  });
}

void start();
