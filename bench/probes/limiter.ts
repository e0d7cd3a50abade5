import type { createGitHub } from "@footplate/adapter-github";
import type { createHttp } from "@footplate/http";
import { virtualClock } from "@footplate/testkit";
import { installed, peer } from "./peer.ts";
import { report } from "./report.ts";

const [what = "", count = "200", gap] = process.argv.slice(2);
const ok = async (): Promise<Response> => new Response(null, { status: 204 });
const created = async (): Promise<Response> =>
  Response.json({ id: 1, number: 1, body: "x", user: null, created_at: "2027-01-01T00:00:00Z" }, { status: 201 });

/** Seconds that writes take on a virtual clock, all asked for at once. */
async function makespan(requests: number): Promise<void> {
  const { createHttp: create } = await installed<{ readonly createHttp: typeof createHttp }>("@footplate/http");
  const clock = virtualClock("2027-01-01T00:00:00Z");
  const rateLimit = { requests, perMs: 60_000 };
  const http = create({ adapter: "x", baseUrl: "https://a.test/", clock, fetch: ok, rateLimit, timeoutMs: 36e5 });
  await Promise.all(Array.from({ length: Number(count) }, () => http.request({ method: "POST", path: "a" })));
  report({ seconds: clock.monotonicMs() / 1000, bound: Math.floor((Number(count) - 1) / requests) * 60 });
}

/** Microseconds of one request over a `fetch` that answers at once, with a limit that is far away and without, in turn. */
async function idle(): Promise<void> {
  const { createHttp: create } = await installed<{ readonly createHttp: typeof createHttp }>("@footplate/http");
  const rateLimit = { requests: 1_000_000, perMs: 60_000 };
  const plain = { adapter: "x", baseUrl: "https://a.test/", fetch: ok };
  const [limited, unlimited] = [{ ...plain, rateLimit }, plain].map((settings) => {
    const [http, times]: [ReturnType<typeof create>, number[]] = [create(settings), []];
    return { http, times };
  });
  for (let call = 0; call < 6000; call += 1) {
    const asked = call % 2 === 0 ? limited : unlimited;
    const start = performance.now();
    await asked?.http.request({ method: "POST", path: "a" });
    asked?.times.push(performance.now() - start);
  }
  report({ limitedUs: middleUs(limited?.times ?? []), unlimitedUs: middleUs(unlimited?.times ?? []) });
}

/** The median of what came after the first thousand. */
function middleUs(times: readonly number[]): number {
  const sorted = times.slice(1000).toSorted((a, b) => a - b);
  return (sorted[Math.floor(sorted.length / 2)] ?? Number.NaN) * 1000;
}

/** Seconds between comments on GitHub, of our client on a virtual clock. */
async function comments(): Promise<void> {
  const { createGitHub: create } = await installed<{ readonly createGitHub: typeof createGitHub }>(
    "@footplate/adapter-github",
  );
  const { fakeGitHub } = await import("@footplate/adapter-github/testing");
  const clock = virtualClock("2027-01-01T00:00:00Z");
  const fake = fakeGitHub({ now: () => clock.epochMs() });
  const { repository, token, fetch } = fake;
  const settings = { repository, token, fetch, clock, timeoutMs: 36e5, sendMs: 36e5 };
  const github = create({ ...settings, ...(gap !== undefined && { writeGapMs: Number(gap) }) });
  const id = fake.issues.open({ title: "x" });
  const write = (index: number) => github.trainTickets.comment(id, { key: `k/${index}`, text: "x" });
  await Promise.all(Array.from({ length: Number(count) }, (_none, index) => write(index)));
  const writes = fake.state().calls.filter(({ method }) => method !== "GET");
  const refused = fake.state().calls.filter(({ status }) => status === 429 || status === 403).length;
  report({ seconds: ((writes.at(-1)?.at ?? 0) - (writes[0]?.at ?? 0)) / 1000, refused, writes: writes.length });
}

/** The same of octokit, from how long it waits between the first few, on a real clock. */
async function octokit(): Promise<void> {
  interface Client {
    readonly rest: { readonly issues: { createComment(comment: object): Promise<unknown> } };
  }
  const { Octokit } = await peer<{ readonly Octokit: new (options: object) => Client }>("octokit");
  const times: number[] = [];
  const fetch = async (): Promise<Response> => {
    times.push(performance.now());
    return created();
  };
  const client = new Octokit({ auth: "x", request: { fetch } });
  const comment = { owner: "o", repo: "r", issue_number: 1, body: "x" };
  await Promise.all([1, 2, 3].map(() => client.rest.issues.createComment(comment)));
  const between = ((times[2] ?? 0) - (times[0] ?? 0)) / 2 / 1000;
  report({ seconds: between * (Number(count) - 1) });
}

if (what === "octokit") await octokit();
else if (what === "comments") await comments();
else if (what === "idle") await idle();
else await makespan(Number(what));
