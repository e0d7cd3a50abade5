import { calendarWebhook } from "@footplate/adapter-gcal";
import { githubWebhook } from "@footplate/adapter-github";
import { jsmOpsWebhook } from "@footplate/adapter-jsm-ops";
import { opsgenieWebhook } from "@footplate/adapter-opsgenie";
import { statuspageWebhook } from "@footplate/adapter-statuspage";
import { epochMs } from "@footplate/core";
import { tick } from "@footplate/core/conduct";
import type { WebhookContext, WebhookHandler, WebhookOptions } from "@footplate/http";
import { createBot } from "./bot.ts";
import { planAndApply } from "./plan-and-apply.ts";
import { MOST_BYTES, SECRET } from "./secrets.ts";
import { createServices, type Held } from "./services.ts";
import { NOW } from "./stage.ts";

/** What became of the deliveries to one receiver. */
export interface Told {
  /** Hints that it gave. */
  readonly hints: number;
  /** Ticks that came to their end. */
  readonly ticks: number;
  /** What hints and ticks said went wrong. */
  readonly errors: readonly string[];
  readonly held: Held;
}

/** Answers requests as a bot in production would: by receivers of webhooks, each hint of which calls for a tick. */
export type Service = (request: Request, context?: WebhookContext) => Promise<Response>;

type Hook = WebhookOptions<unknown> & { readonly maxBytes: number };

interface Receiver {
  readonly handle: WebhookHandler;
  readonly told: () => Told;
}

const tokens = [SECRET];
const HOOKS: Readonly<Record<string, (hook: Hook) => WebhookHandler>> = {
  github: (hook) => githubWebhook({ ...hook, secrets: [SECRET] }),
  statuspage: (hook) => statuspageWebhook({ ...hook, tokens }),
  gcal: (hook) => calendarWebhook({ ...hook, tokens }),
  opsgenie: (hook) => opsgenieWebhook({ ...hook, tokens }),
  "jsm-ops": (hook) => jsmOpsWebhook({ ...hook, tokens }),
  silent: (hook) => opsgenieWebhook({ ...hook, tokens, readMs: 100 }),
};

/**
 * The program that every server runs. `/hook/<receiver>` takes deliveries, `/told/<receiver>` says what became of them,
 * `/plan-and-apply?services=<address>` plans and applies there, `/from` says where a package was loaded from. Each receiver
 * has a bot and services of its own in this process; `silent` is one with little patience.
 */
export function createService(from?: string): Service {
  const receivers = new Map(Object.entries(HOOKS).map(([name, listen]) => [name, createReceiver(listen)]));
  return async (request, context) => {
    const { pathname, searchParams } = new URL(request.url);
    const [, place = "", name = ""] = pathname.split("/");
    const receiver = receivers.get(name);
    if (place === "hook" && receiver !== undefined) return receiver.handle(request, context);
    if (place === "told" && receiver !== undefined) return Response.json(receiver.told());
    if (place === "plan-and-apply") return Response.json(await planAndApply(searchParams.get("services") ?? ""));
    if (place === "from") return Response.json(from ?? null);
    return new Response(null, { status: 404 });
  };
}

function createReceiver(listen: (hook: Hook) => WebhookHandler): Receiver {
  const services = createServices(() => epochMs(NOW));
  const { context } = createBot({
    baseUrl: "http://127.0.0.1",
    fetch: (input, init) => services.fetch(new Request(input, init)),
  });
  const seen: { hints: number; ticks: number; errors: string[] } = { hints: 0, ticks: 0, errors: [] };
  const handle = listen({
    maxBytes: MOST_BYTES,
    onHint: async () => {
      seen.hints += 1;
      const { events } = await tick(context());
      seen.errors.push(...events.filter(({ type }) => type === "trouble").map(({ text }) => text));
      seen.ticks += 1;
    },
    onError: (error) => void seen.errors.push(String(error)),
  });
  return { handle, told: () => ({ ...seen, held: services.held() }) };
}
