import { createGitHub } from "@footplate/adapter-github";
import { fakeGitHub } from "@footplate/adapter-github/testing";
import { type DeployOrder, instant, type Mark, type TrainTicket } from "@footplate/core";
import { virtualClock } from "@footplate/testkit";
import { aimAt, BEGIN, CANARY, type Service } from "./service.ts";

const FILES = { CODEOWNERS: "* @octo/everyone\n", "lines/retail.json": "{}\n" };
const ticket: TrainTicket = {
  title: "Train 48",
  body: "What is on it.",
  start: instant("2026-11-23T13:00:00Z"),
  end: instant("2026-11-23T14:00:00Z"),
};
const mark: Mark = { key: "retail/2026-48/ticket", generation: 1, nonce: "n1", facts: 3 };
const range = { start: instant("2026-11-01T00:00:00Z"), end: instant("2026-12-01T00:00:00Z") };
const source = { services: { checkout: { tagPrefix: "v" } } };

/** Only a decision makes an order; a test stands in for one. */
function order(id: string): DeployOrder {
  return {
    id,
    kind: "promote",
    line: "retail",
    train: "2026-48",
    stop: "prod",
    target: "prod/eu",
    version: "2.4.0",
    services: {},
    refs: { github: { workflow: "deploy.yml", environment: "production" } },
  } as Partial<DeployOrder> as DeployOrder;
}

/** A repository with a ticket, a deploy, two releases and files. */
export async function github(): Promise<Service> {
  const clock = virtualClock(BEGIN);
  const fake = fakeGitHub({ now: clock.epochMs, token: CANARY, code: { files: FILES } });
  fake.code.release({ tag: "v1.0.0" });
  fake.code.commit({ branch: "main", message: "Add a basket" });
  fake.code.release({ tag: "v1.1.0" });
  fake.deployments.setState(fake.deployments.add({ environment: "production", payload: { version: "1" } }), "success");
  const { repository } = fake;
  const first = createGitHub({ repository, token: CANARY, clock, fetch: fake.fetch });
  const held = await first.trainTickets.create(ticket, mark);
  const run = await first.deployRunner.start(order("retail/2026-48/prod/eu/promote"));
  const file = await first.lineFiles.read("lines/retail.json");
  const issues = /\/issues$/;
  const one = /\/issues\/\d+$/;
  const target = { id: "prod/eu", refs: { github: { environment: "production" } } };
  return {
    adapter: "github",
    clock,
    fetch: fake.fetch,
    basePath: "/",
    made: () => fake.issues.all().length + fake.actions.runs().length + fake.code.state().pulls.length,
    connect: (settings) => {
      const ports = createGitHub({ repository, token: CANARY, source, ...settings });
      const { deployRunner, versionProbe, trainTickets, changeSource, ownerDirectory, lineFiles } = ports;
      return [
        {
          name: "deployRunner.read",
          kind: "read",
          aim: aimAt("GET", /\/actions\/runs\/\d+$/),
          run: () => deployRunner.read(run.id),
        },
        {
          name: "deployRunner.find",
          kind: "list",
          aim: aimAt("GET", /\/runs$/),
          run: () => deployRunner.find(order("retail/2026-48/prod/eu/promote")),
        },
        {
          name: "deployRunner.start",
          kind: "write",
          aim: aimAt("POST", /\/dispatches$/),
          run: () => deployRunner.start(order("retail/2026-49/prod/eu/promote")),
        },
        {
          name: "versionProbe.running",
          kind: "list",
          aim: aimAt("GET", /\/deployments$/),
          run: () => versionProbe.running(target),
        },
        { name: "trainTickets.read", kind: "read", aim: aimAt("GET", one), run: () => trainTickets.read(held.id) },
        { name: "trainTickets.list", kind: "list", aim: aimAt("GET", issues), run: () => trainTickets.list(range) },
        {
          name: "trainTickets.create",
          kind: "write",
          aim: aimAt("POST", issues),
          run: () => trainTickets.create(ticket, { ...mark, key: "retail/2026-49/ticket" }),
        },
        {
          name: "trainTickets.update",
          kind: "write",
          aim: aimAt("PATCH", one),
          run: () => trainTickets.update(held, { ...ticket, title: "Train 49" }, 4),
        },
        {
          name: "trainTickets.comment",
          kind: "write",
          aim: aimAt("POST", /\/comments$/),
          run: () => trainTickets.comment(held.id, { key: "retail/2026-48/note-1", text: "Looked at." }),
        },
        {
          name: "changeSource.versions",
          kind: "list",
          aim: aimAt("GET", /\/releases$/),
          run: () => changeSource.versions("checkout"),
        },
        {
          name: "changeSource.compare",
          kind: "list",
          aim: aimAt("GET", /\/compare\//),
          run: () => changeSource.compare("checkout", "1.0.0", "1.1.0"),
        },
        {
          name: "changeSource.notes",
          kind: "ask",
          aim: aimAt("POST", /\/generate-notes$/),
          run: () => changeSource.notes("checkout", "1.0.0", "1.1.0"),
        },
        {
          name: "ownerDirectory.all",
          kind: "read",
          aim: aimAt("GET", /\/contents\/CODEOWNERS$/),
          run: () => ownerDirectory.all(),
        },
        {
          name: "lineFiles.read",
          kind: "read",
          aim: aimAt("GET", /\/contents\/lines\/retail\.json$/),
          run: () => lineFiles.read("lines/retail.json"),
        },
        {
          name: "lineFiles.propose",
          kind: "write",
          aim: aimAt("POST", /\/pulls$/),
          run: () =>
            lineFiles.propose({
              key: "retail/2026-49",
              path: "lines/retail.json",
              text: '{ "name": "Retail" }\n',
              title: "Move week 49",
              ...(file !== undefined && { from: file.version }),
            }),
        },
      ];
    },
  };
}
