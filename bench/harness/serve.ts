import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

const REPOSITORY = repository();
export const ITEMS_A_PAGE = 100;
export const ITEM_PAGES = 1000;

/** What the pretended services answer, by path. */
export const answers: Readonly<Record<string, string>> = {
  runs: JSON.stringify({ total_count: 100, workflow_runs: Array.from({ length: 100 }, (_none, index) => run(index)) }),
  run: JSON.stringify(run(1)),
  events: JSON.stringify({
    kind: "calendar#events",
    timeZone: "UTC",
    items: Array.from({ length: 250 }, (_none, index) => event(index)),
  }),
  small: JSON.stringify({ id: 7, state: "open", title: "x".repeat(40), url: "https://example.com/items/7" }),
};
const page = JSON.stringify(Array.from({ length: ITEMS_A_PAGE }, (_none, index) => item(index)));

/** Bytes of each answer. */
export const sizes: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries(answers).map(([name, text]) => [name, Buffer.byteLength(text)]),
);

/** Serves the answers on loopback until it is closed. */
export async function serve(): Promise<{
  readonly origin: string;
  readonly close: () => void;
  readonly pages: () => number;
}> {
  let pages = 0;
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const headers = { "content-type": "application/json; charset=utf-8" };
    if (url.pathname === "/items") {
      pages += 1;
      const number = Number(url.searchParams.get("page") ?? "1");
      const next = `<http://${request.headers.host}/items?page=${number + 1}>; rel="next"`;
      response.writeHead(200, { ...headers, ...(number < ITEM_PAGES && { link: next }) }).end(page);
      return;
    }
    const name = url.pathname.endsWith("/runs")
      ? "runs"
      : /\/runs\/\d+$/.test(url.pathname)
        ? "run"
        : url.pathname.endsWith("/events")
          ? "events"
          : "small";
    response.writeHead(200, headers).end(answers[name]);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close(), pages: () => pages };
}

/** As wide as GitHub's: what a client does not want it must still read. */
function repository(): object {
  const base = "https://api.github.test/repos/octo/trains";
  const urls = ["forks", "keys", "collaborators", "teams", "hooks", "events", "assignees", "branches", "tags", "blobs"];
  const more = ["refs", "trees", "statuses", "languages", "stargazers", "contributors", "subscribers", "commits"];
  const rest = ["comments", "contents", "compare", "merges", "archive", "downloads", "issues", "pulls", "milestones"];
  return {
    id: 1,
    node_id: "R_kgDOAAAAAA",
    name: "trains",
    full_name: "octo/trains",
    private: false,
    owner: actor(),
    description: "Release trains",
    fork: false,
    ...Object.fromEntries([...urls, ...more, ...rest].map((name) => [`${name}_url`, `${base}/${name}{/id}`])),
  };
}

function actor(): object {
  const base = "https://api.github.test/users/octo";
  const urls = ["followers", "following", "gists", "starred", "subscriptions", "organizations", "repos", "events"];
  return {
    login: "octo",
    id: 1,
    node_id: "U_kgDOAAAAAA",
    type: "User",
    site_admin: false,
    ...Object.fromEntries(urls.map((name) => [`${name}_url`, `${base}/${name}`])),
  };
}

function run(index: number): object {
  const base = `https://api.github.test/repos/octo/trains/actions/runs/${index + 1}`;
  const urls = ["jobs", "logs", "check_suite", "artifacts", "cancel", "rerun", "previous_attempt", "workflow"];
  return {
    id: index + 1,
    name: "Deploy",
    node_id: "WFR_kwLOAAAAAA",
    head_branch: "main",
    head_sha: "0123456789abcdef0123456789abcdef01234567",
    path: ".github/workflows/deploy.yml",
    display_title: `Deploy 4.2.${index} to prod/client-a`,
    run_number: index + 1,
    event: "workflow_dispatch",
    status: "completed",
    conclusion: "success",
    workflow_id: 7,
    url: base,
    html_url: `https://github.test/octo/trains/actions/runs/${index + 1}`,
    pull_requests: [],
    created_at: "2026-11-25T22:00:00Z",
    updated_at: "2026-11-25T22:07:00Z",
    actor: actor(),
    run_attempt: 1,
    run_started_at: "2026-11-25T22:00:00Z",
    triggering_actor: actor(),
    ...Object.fromEntries(urls.map((name) => [`${name}_url`, `${base}/${name}`])),
    head_commit: {
      id: "0123456789abcdef",
      tree_id: "0123456789abcdef",
      message: "Deploy",
      timestamp: "2026-11-25T21:00:00Z",
    },
    repository: REPOSITORY,
    head_repository: REPOSITORY,
  };
}

function event(index: number): object {
  const day = String((index % 28) + 1).padStart(2, "0");
  const person = { email: "conductor-a@example.com", displayName: "Conductor A", self: false };
  return {
    kind: "calendar#event",
    etag: `"33${index}0000000000"`,
    id: `e${String(index).padStart(8, "0")}`,
    status: "confirmed",
    htmlLink: `https://calendar.example.com/event?eid=${index}`,
    created: "2026-10-01T08:00:00.000Z",
    updated: "2026-10-02T08:00:00.000Z",
    summary: `Train ${index}: Production, Client A`,
    description: "What rides on it, who conducts, and where to ask. ".repeat(8),
    location: "Meeting room 4",
    creator: person,
    organizer: person,
    start: { dateTime: `2026-11-${day}T22:00:00Z`, timeZone: "Europe/Berlin" },
    end: { dateTime: `2026-11-${day}T23:00:00Z`, timeZone: "Europe/Berlin" },
    iCalUID: `e${index}@example.com`,
    sequence: 0,
    attendees: [person, person, person].map((one) => ({ ...one, responseStatus: "accepted" })),
    reminders: { useDefault: true },
    eventType: "default",
  };
}

function item(index: number): object {
  const created_at = "2026-11-25T22:00:00Z";
  return {
    id: index,
    title: `Item ${index}`,
    state: "open",
    body: "x".repeat(180),
    url: "https://example.com",
    created_at,
  };
}
