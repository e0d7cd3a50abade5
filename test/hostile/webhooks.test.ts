import { calendarWebhook } from "@footplate/adapter-gcal";
import { githubWebhook } from "@footplate/adapter-github";
import { signedWebhook } from "@footplate/adapter-github/testing";
import { jsmOpsWebhook } from "@footplate/adapter-jsm-ops";
import { opsgenieWebhook } from "@footplate/adapter-opsgenie";
import { statuspageWebhook } from "@footplate/adapter-statuspage";
import type { WebhookHandler } from "@footplate/http";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hostileJson, hostileText, UNPRINTABLE } from "./texts.ts";

const TOKEN = "canary-token-0123456789";
const URL_OF = "https://bot.example.com/hook";

type Listen = (onHint: (hint: unknown) => void) => WebhookHandler;

interface Receiver {
  readonly listen: Listen;
  /** A delivery that is proven, with any body. */
  readonly proven: (body: string) => Request | Promise<Request>;
}

function posted(body: string, headers: Readonly<Record<string, string>>, url = URL_OF): Request {
  return new Request(url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body });
}

const options = (onHint: (hint: unknown) => void) => ({ onHint, hintsPerMinute: 1_000_000 });

const receivers: Readonly<Record<string, Receiver>> = {
  statuspage: {
    listen: (onHint) => statuspageWebhook({ ...options(onHint), tokens: [TOKEN] }),
    proven: (body) => posted(body, {}, `${URL_OF}?token=${TOKEN}`),
  },
  gcal: {
    listen: (onHint) => calendarWebhook({ ...options(onHint), tokens: [TOKEN] }),
    proven: (body) =>
      posted(body, {
        "x-goog-channel-token": TOKEN,
        "x-goog-channel-id": "channel",
        "x-goog-resource-state": "exists",
      }),
  },
  opsgenie: {
    listen: (onHint) => opsgenieWebhook({ ...options(onHint), tokens: [TOKEN] }),
    proven: (body) => posted(body, { "x-footplate-token": TOKEN }),
  },
  "jsm-ops": {
    listen: (onHint) => jsmOpsWebhook({ ...options(onHint), tokens: [TOKEN] }),
    proven: (body) => posted(body, { "x-footplate-token": TOKEN }),
  },
  github: {
    listen: (onHint) => githubWebhook({ ...options(onHint), secrets: [TOKEN] }),
    proven: (body) => signedWebhook({ event: "workflow_run", body, secret: TOKEN }),
  },
};

/** What services deliver, roughly, so that hostile parts get to where they are read. */
const delivery = fc.oneof(
  hostileJson,
  fc.record(
    {
      action: fc.oneof(hostileText, fc.constantFrom("Create", "completed", "opened")),
      alert: fc.record({ alertId: hostileJson, alias: hostileJson, message: hostileJson }, { requiredKeys: [] }),
      incident: fc.record({ id: hostileJson, status: hostileJson, scheduled_for: hostileJson }, { requiredKeys: [] }),
      component: fc.record({ id: hostileJson, status: hostileJson }, { requiredKeys: [] }),
      page: fc.record({ id: hostileJson }, { requiredKeys: [] }),
      workflow_run: fc.record(
        { id: hostileJson, head_branch: hostileJson, run_attempt: hostileJson },
        { requiredKeys: [] },
      ),
      issue: fc.record({ number: hostileJson, title: hostileJson }, { requiredKeys: [] }),
      repository: fc.record({ name: hostileJson, full_name: hostileJson, owner: hostileJson }, { requiredKeys: [] }),
    },
    { requiredKeys: [] },
  ),
);

describe.each(Object.entries(receivers))("%s", (_adapter, { listen, proven }) => {
  const answered = async (
    request: Request,
  ): Promise<{ readonly status: number; readonly hints: readonly unknown[] }> => {
    const hints: unknown[] = [];
    const response = await listen((hint) => void hints.push(hint))(request);
    expect(await response.text()).toBe("");
    for (const [, value] of response.headers) expect(value).not.toContain(TOKEN);
    return { status: response.status, hints };
  };

  test("F48 F49 F57 whatever a proven delivery holds, a hint is plain data, short and printable", async () => {
    await fc.assert(
      fc.asyncProperty(delivery, async (body) => {
        const { status, hints } = await answered(await proven(JSON.stringify(body)));
        expect([200, 202, 400]).toContain(status);
        for (const hint of hints) {
          expect(structuredClone(hint)).toEqual(hint);
          const text = JSON.stringify(hint);
          expect(text.length).toBeLessThan(5000);
          expect(text).not.toContain(TOKEN);
          for (const value of Object.values(Object(hint)))
            if (typeof value === "string") expect(value).not.toMatch(UNPRINTABLE);
        }
        expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test("F51 what is not JSON is refused or not read, and says nothing", async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (body) => {
        expect([200, 202, 400]).toContain((await answered(await proven(body))).status);
      }),
      { numRuns: 60 },
    );
  });

  test("F51 F53 without the proof nobody is told, whatever else is right", async () => {
    const secret = hostileText.filter((text) => text !== TOKEN && /^[\x21-\x7e]*$/.test(text));
    await fc.assert(
      fc.asyncProperty(delivery, secret, async (body, guess) => {
        const text = JSON.stringify(body);
        const forged = posted(
          text,
          {
            "x-goog-channel-token": guess,
            "x-goog-channel-id": "channel",
            "x-goog-resource-state": "exists",
            "x-footplate-token": guess,
            "x-hub-signature-256": `sha256=${guess}`,
            "x-github-event": "push",
            "x-github-delivery": "1",
          },
          `${URL_OF}?token=${encodeURIComponent(guess)}`,
        );
        expect(await answered(forged)).toEqual({ status: 401, hints: [] });
      }),
      { numRuns: 100 },
    );
  });
});
