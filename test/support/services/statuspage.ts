import { createStatuspage } from "@footplate/adapter-statuspage";
import { fakeStatuspage } from "@footplate/adapter-statuspage/testing";
import { instant, type Mark, type Notice } from "@footplate/core";
import { virtualClock } from "@footplate/testkit";
import { aimAt, BEGIN, CANARY, type Service } from "./service.ts";

const notice: Notice = {
  title: "Release 2026.48",
  body: "We will deploy release 2026.48.",
  start: instant("2026-11-23T14:00:00Z"),
  end: instant("2026-11-23T15:00:00Z"),
  components: ["api"],
  notify: true,
  cancellation: "This maintenance is cancelled.",
};
const mark: Mark = { key: "retail/2026-48/prod", generation: 1, nonce: "n1", facts: 3 };
const range = { start: instant("2026-11-01T00:00:00Z"), end: instant("2026-12-01T00:00:00Z") };

/** A status page with one maintenance and two components. */
export async function statuspage(): Promise<Service> {
  const clock = virtualClock(BEGIN);
  const fake = fakeStatuspage({
    now: clock.epochMs,
    apiKey: CANARY,
    limit: false,
    components: [
      { id: "api", name: "API" },
      { id: "web", name: "Web" },
    ],
  });
  const { pageId } = fake;
  const { noticeBoard } = createStatuspage({ pageId, apiKey: CANARY, clock, fetch: fake.fetch });
  const held = await noticeBoard.create(notice, mark);
  const incidents = /\/incidents$/;
  const one = /\/incidents\/[^/]+$/;
  return {
    adapter: "statuspage",
    clock,
    fetch: fake.fetch,
    basePath: "/v1/",
    made: () => fake.state().incidents.length,
    connect: (settings) => {
      const { noticeBoard: board } = createStatuspage({ pageId, apiKey: CANARY, ...settings });
      return [
        { name: "noticeBoard.read", kind: "read", aim: aimAt("GET", one), run: () => board.read(held.id) },
        { name: "noticeBoard.list", kind: "list", aim: aimAt("GET", incidents), run: () => board.list(range) },
        {
          name: "noticeBoard.create",
          kind: "write",
          aim: aimAt("POST", incidents),
          run: () => board.create(notice, { ...mark, key: "retail/2026-49/prod" }),
        },
        {
          name: "noticeBoard.update",
          kind: "write",
          aim: aimAt("PATCH", one),
          run: () => board.update(held, { ...notice, title: "Release 2026.49" }, 4),
        },
        { name: "noticeBoard.remove", kind: "write", aim: aimAt("PATCH", one), run: () => board.remove(held) },
        { name: "noticeBoard.start", kind: "write", aim: aimAt("PATCH", one), run: () => board.start(held.id, "Now.") },
        {
          name: "components.get",
          kind: "read",
          aim: aimAt("GET", /\/components\/api$/),
          run: () => board.components.get("api"),
        },
        {
          name: "components.list",
          kind: "list",
          aim: aimAt("GET", /\/components$/),
          run: () => board.components.list(),
        },
        {
          name: "components.set",
          kind: "write",
          aim: aimAt("PATCH", /\/components\/web$/),
          run: () => board.components.set("web", "under_maintenance"),
        },
      ];
    },
  };
}
