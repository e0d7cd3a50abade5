import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type GitHubHint, githubWebhook, type GitHubWebhookOptions } from "@footplate/adapter-github";
import { signedWebhook, type WebhookDelivery } from "@footplate/adapter-github/testing";
import { virtualClock, type VirtualClock } from "@footplate/testkit";
import { validatedReceiver } from "../../../test/support/spec-validator.ts";
import { order } from "./support/order.ts";
import { BEGIN, world } from "./support/world.ts";

const SECRET = "s3cret";
const RUN = {
  action: "completed",
  workflow_run: { id: 30433642, run_attempt: 2, status: "completed", conclusion: "success" },
  repository: { full_name: "octo/trains" },
};

interface Receiver {
  readonly hints: readonly GitHubHint[];
  readonly errors: readonly unknown[];
  readonly clock: VirtualClock;
  readonly handle: (request: Request) => Promise<Response>;
  send(of?: Partial<WebhookDelivery>, change?: (request: Request) => Request): Promise<number>;
}

function receiver(options: Partial<GitHubWebhookOptions> = {}): Receiver {
  const hints: GitHubHint[] = [];
  const errors: unknown[] = [];
  const clock = virtualClock(BEGIN);
  const handle = githubWebhook({
    secrets: [SECRET],
    onHint: (hint) => void hints.push(hint),
    onError: (error) => void errors.push(error),
    clock,
    ...options,
  });
  return {
    hints,
    errors,
    clock,
    handle,
    send: async (of, change = (request) => request) =>
      (
        await handle(
          change(await signedWebhook({ event: "workflow_run", body: RUN, secret: SECRET, delivery: "d-1", ...of })),
        )
      ).status,
  };
}

/** The same delivery with other headers. */
function headers(change: Readonly<Record<string, string | null>>): (request: Request) => Request {
  return (request) => {
    const next = new Headers(request.headers);
    for (const [name, value] of Object.entries(change)) {
      if (value === null) next.delete(name);
      else next.set(name, value);
    }
    return new Request(request, { headers: next });
  };
}

test("a verified delivery is a hint, answered at once", async () => {
  const { send, hints } = receiver();
  expect(await send()).toBe(202);
  expect(hints).toEqual([
    {
      delivery: "d-1",
      event: "workflow_run",
      action: "completed",
      repository: "octo/trains",
      about: { kind: "run", id: "30433642", attempt: 2 },
      secret: 0,
    },
  ]);
});

test("F51 the signature is that of GitHub's own example", async () => {
  const example = (secret: string): Promise<Response> =>
    receiver({ secrets: ["other", secret] }).handle(
      new Request("https://footplate.example.com", {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "x-hub-signature-256": "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        },
        body: "Hello, World!",
      }),
    );
  // Proven, and then found not to be JSON.
  expect((await example("It's a Secret to Everybody")).status).toBe(400);
  expect((await example("It's a secret to Everybody")).status).toBe(401);
});

describe("F51 what is not signed by us is not parsed, and told nothing", () => {
  const cases: Readonly<Record<string, (request: Request) => Request>> = {
    "no signature": headers({ "x-hub-signature-256": null }),
    "another signature": headers({ "x-hub-signature-256": `sha256=${"0".repeat(64)}` }),
    "a short signature": headers({ "x-hub-signature-256": "sha256=00" }),
    "the old kind of signature": headers({ "x-hub-signature-256": `sha1=${"0".repeat(40)}` }),
  };
  test.each(Object.entries(cases))("%s", async (_name, change) => {
    const { handle, hints } = receiver();
    const answer = await handle(change(await signedWebhook({ event: "issues", body: "{", secret: SECRET })));
    expect(answer.status).toBe(401);
    expect(await answer.text()).toBe("");
    expect(hints).toEqual([]);
  });

  test("one byte changed", async () => {
    const { send, hints } = receiver();
    const changed = (request: Request): Request =>
      new Request(request.url, { method: "POST", headers: request.headers, body: `${JSON.stringify(RUN)} ` });
    expect(await send({}, changed)).toBe(401);
    expect(await send({ secret: "other" })).toBe(401);
    expect(hints).toEqual([]);
  });

  test("without a signature the body is not even read", async () => {
    const { handle } = receiver();
    const body = new ReadableStream(
      {
        pull: () => {
          throw new Error("read");
        },
      },
      { highWaterMark: 0 },
    );
    const request = new Request("https://footplate.example.com", {
      method: "POST",
      body,
      duplex: "half",
    } as RequestInit);
    expect((await handle(request)).status).toBe(401);
    expect(request.bodyUsed).toBe(false);
  });
});

test("F56 while a secret is replaced both are good, and the hint says which it was", async () => {
  const { send, hints } = receiver({ secrets: ["new", async () => SECRET] });
  expect(await send()).toBe(202);
  expect(await send({ secret: "new" })).toBe(202);
  expect(hints.map(({ secret }) => secret)).toEqual([1, 0]);
});

test("a secret that cannot be had is our fault: 503, and somebody is told", async () => {
  const { send, errors, hints } = receiver({
    secrets: [
      () => {
        throw new Error("vault");
      },
    ],
  });
  expect(await send()).toBe(503);
  expect(errors).toMatchObject([{ code: "auth" }]);
  expect(hints).toEqual([]);
});

describe("F54 a body has its limits", () => {
  test("its size as told, and as it comes", async () => {
    const { send, hints } = receiver({ maxBytes: 100 });
    expect(await send({ body: { text: "x".repeat(100) } })).toBe(413);
    expect(await send({}, headers({ "content-length": "101" }))).toBe(413);
    expect(hints).toEqual([]);
  });

  test("its time", async () => {
    const { handle, clock } = receiver({ readMs: 1000 });
    const signed = await signedWebhook({ event: "issues", body: RUN, secret: SECRET });
    const body = new ReadableStream({
      pull: (controller) => {
        clock.advance(600);
        controller.enqueue(new Uint8Array([123]));
      },
    });
    const request = new Request(signed.url, {
      method: "POST",
      headers: signed.headers,
      body,
      duplex: "half",
    } as RequestInit);
    expect((await handle(request)).status).toBe(408);
  });

  test("one that breaks off", async () => {
    const { handle } = receiver();
    const signed = await signedWebhook({ event: "issues", body: RUN, secret: SECRET });
    const body = new ReadableStream({
      pull: () => {
        throw new Error("gone");
      },
    });
    const request = new Request(signed.url, {
      method: "POST",
      headers: signed.headers,
      body,
      duplex: "half",
    } as RequestInit);
    expect((await handle(request)).status).toBe(400);
  });
});

test("what is signed and still nothing that GitHub sends is refused", async () => {
  const { send, handle, hints } = receiver();
  expect((await handle(new Request("https://footplate.example.com"))).status).toBe(405);
  expect(await send({ body: "{" })).toBe(400);
  expect(await send({}, headers({ "x-github-event": null }))).toBe(400);
  expect(await send({}, headers({ "x-github-delivery": "a b" }))).toBe(400);
  expect(await send({}, headers({ "content-type": "application/x-www-form-urlencoded" }))).toBe(415);
  expect(hints).toEqual([]);
});

test("F55 GitHub is answered before the work is done, and the runtime is kept alive for it", async () => {
  const kept: Promise<unknown>[] = [];
  let finish: () => void = () => undefined;
  let done = false;
  const handle = githubWebhook({
    secrets: [SECRET],
    onHint: async () => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      done = true;
    },
  });
  const delivery = await signedWebhook({ event: "issues", body: {}, secret: SECRET });
  const answer = await handle(delivery, { waitUntil: (work) => void kept.push(work) });
  expect([answer.status, done]).toEqual([202, false]);
  finish();
  await Promise.all(kept);
  expect(done).toBe(true);
});

test("what a hint sets off may fail: GitHub is not to know", async () => {
  const failed = new Error("tick");
  for (const onHint of [
    () => {
      throw failed;
    },
    async () => Promise.reject(failed),
  ]) {
    const { send, errors } = receiver({ onHint });
    expect(await send()).toBe(202);
    await Promise.resolve();
    expect(errors).toEqual([failed]);
  }
});

test("F48 a delivery that comes twice is two hints, up to so many a minute", async () => {
  const { send, hints, clock } = receiver({ hintsPerMinute: 2 });
  expect([await send(), await send(), await send()]).toEqual([202, 202, 429]);
  expect(hints).toHaveLength(2);
  clock.advance(59_999);
  expect(await send()).toBe(429);
  clock.advance(1);
  expect(await send()).toBe(202);
});

test("forged deliveries do not use the limit up", async () => {
  const { send } = receiver({ hintsPerMinute: 1 });
  for (let count = 0; count < 5; count += 1) expect(await send({ secret: "forged" })).toBe(401);
  expect(await send()).toBe(202);
});

test("a ping says that the webhook works, and is no hint", async () => {
  const { send, hints } = receiver();
  expect(await send({ event: "ping", body: { zen: "Keep it logically awesome." } })).toBe(200);
  expect(hints).toEqual([]);
});

test("F57 keys that would reach into prototypes are not kept", async () => {
  const { send, hints } = receiver();
  const body = '{"__proto__":{"polluted":true},"action":"opened","issue":{"number":7,"__proto__":{"polluted":true}}}';
  expect(await send({ event: "issues", body })).toBe(202);
  expect(hints[0]).toEqual({
    delivery: "d-1",
    event: "issues",
    action: "opened",
    about: { kind: "issue", number: "7" },
    secret: 0,
  });
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test.each([
  ["something_new", { action: "appeared" }, undefined],
  ["issues", { action: "opened", issue: "not as agreed" }, undefined],
  ["issues", [], undefined],
  ["workflow_run", null, undefined],
  ["release", { release: { id: 1, tag_name: "v1" } }, { kind: "release", id: "1", tag: "v1" }],
  ["pull_request", { pull_request: { number: 5 } }, { kind: "pull-request", number: "5" }],
  ["push", { ref: "refs/heads/main" }, { kind: "ref", name: "refs/heads/main" }],
  ["deployment_review", { workflow_run: { id: 3 } }, { kind: "run", id: "3" }],
])("F10 %s with %j is a hint all the same", async (event, body, about) => {
  const { send, hints } = receiver();
  expect(await send({ event, body })).toBe(202);
  expect(hints[0]?.about).toEqual(about);
});

test.each([{ secrets: [] }, { secrets: [""] }, { maxBytes: 0 }, { readMs: 0.5 }, { hintsPerMinute: -1 }])(
  "options that cannot be used are refused: %j",
  (options) => {
    expect(() => receiver(options)).toThrow(/options of githubWebhook/);
  },
);

const folder = process.env["FOOTPLATE_SPECS"] ?? "";

test.skipIf(folder === "")("every example that GitHub gives is understood (needs FOOTPLATE_SPECS)", async () => {
  const text = readFileSync(join(folder, "github-webhook-examples.json"), "utf8");
  const examples: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = JSON.parse(text);
  const kinds: Readonly<Record<string, string>> = {
    deployment: "deployment",
    deployment_status: "deployment",
    issue_comment: "comment",
    issues: "issue",
    workflow_job: "job",
    workflow_run: "run",
  };
  const all = Object.entries(examples).flatMap(([event, bodies]) => bodies.map((body) => ({ event, body })));
  expect(all.length).toBeGreaterThan(20);
  for (const { event, body } of all) {
    const { handle, hints } = receiver();
    const example = validatedReceiver("github-webhooks", handle, "other");
    const answer = await example(await signedWebhook({ event, body, secret: SECRET }));
    expect(answer.status, event).toBe(event === "ping" ? 200 : 202);
    if (event === "ping") continue;
    expect(hints[0]).toMatchObject({ event, action: body["action"], about: { kind: kinds[event] } });
    expect(hints[0]?.repository).toMatch(/^[\w-]+\/[\w.-]+$/);
  }
});

test.skipIf(folder === "")(
  "what the fake holds, delivered as it signs, is as GitHub describes it (needs FOOTPLATE_SPECS)",
  async () => {
    const { fake, deployRunner, clock } = world();
    const { handle, hints } = receiver();
    const ours = validatedReceiver("github-webhooks", handle, "adapter");
    const { owner, name } = fake.repository;
    const read = async (path: string): Promise<Readonly<Record<string, unknown>>> => {
      const url = `https://api.github.com/repos/${owner}/${name}${path}`;
      return (await fake.fetch(url, { headers: { authorization: `Bearer ${fake.token}` } })).json();
    };
    const number = fake.issues.open({ title: "Blocked" });
    fake.issues.comment(number, "Why?");
    const run = await deployRunner.start(order());
    clock.advance(3_600_000);
    const issue = await read(`/issues/${number}`);
    const [comment] = Object.values(await read(`/issues/${number}/comments`));
    const workflow_run = await read(`/actions/runs/${run.id}`);
    const { path, workflow_id: id, created_at, updated_at } = workflow_run;
    const url = `https://api.github.com/repos/${owner}/${name}/actions/workflows/${String(id)}`;
    // The fake does not show workflows.
    const workflow = { id, node_id: "W_1", name: "deploy", path, state: "active", created_at, updated_at, url };
    const links = { html_url: `${url}/page`, badge_url: `${url}/badge.svg` };
    const common = { repository: await read(""), sender: issue["user"] };
    const send = async (event: string, body: object): Promise<number> =>
      (await ours(await signedWebhook({ event, body: { ...body, ...common }, secret: SECRET }))).status;
    expect(await send("issues", { action: "opened", issue })).toBe(202);
    expect(await send("issue_comment", { action: "created", issue, comment })).toBe(202);
    expect(await send("workflow_run", { action: "completed", workflow: { ...workflow, ...links }, workflow_run })).toBe(
      202,
    );
    expect(hints.map(({ about }) => about?.kind)).toEqual(["issue", "comment", "run"]);
  },
);
