import { describe, expect, test } from "vitest";
import type { Trouble } from "../support/rough-server.ts";
import { attemptAll, expectedOf } from "./attempt.ts";
import { services } from "../support/services/all.ts";
import type { Operation } from "../support/services/service.ts";

/** What is asked for or changed by an id that stands in the answer too. */
const BY_ID: Readonly<Record<string, readonly string[]>> = {
  statuspage: [
    "noticeBoard.read",
    "noticeBoard.update",
    "noticeBoard.remove",
    "noticeBoard.start",
    "components.get",
    "components.set",
  ],
  gcal: ["calendar.read", "calendar.create", "calendar.update"],
  opsgenie: ["overrides.read", "overrides.create", "pager.find"],
  "jsm-ops": ["overrides.read", "overrides.update", "pager.find"],
  github: ["deployRunner.read", "trainTickets.read", "trainTickets.update"],
};

/** Does what was asked, and answers with what is true of another resource. */
const another: Trouble = async ({ process, send }) => {
  const answer = await process();
  const text = JSON.stringify(await answer.json(), (key, value: unknown) => {
    if (["id", "alias", "node_id"].includes(key) && typeof value === "string") return `another-${value}`;
    return ["id", "number"].includes(key) && typeof value === "number" ? value + 1000 : value;
  });
  await send(new Response(text, { status: answer.status, headers: { "content-type": "application/json" } }));
};

describe.each(Object.keys(BY_ID))("F37 %s answers about another resource", (adapter) => {
  const byId = ({ name }: Operation): boolean => BY_ID[adapter]?.includes(name) === true;

  test("and is not believed", async () => {
    const expected = {
      read: { code: "protocol", hits: 1 },
      write: { code: "protocol", written: "maybe", hits: 1 },
    } as const;
    expect(await attemptAll(adapter, () => another, byId)).toEqual(await expectedOf(adapter, expected, {}, byId));
  });
});

test("every service but the one without ids is here", () => {
  expect(Object.keys(services).filter((adapter) => !(adapter in BY_ID))).toEqual(["version-http"]);
});
