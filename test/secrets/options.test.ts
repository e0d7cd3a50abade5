import { createGoogleCalendar } from "@footplate/adapter-gcal";
import { createGitHub } from "@footplate/adapter-github";
import { createJsmOps } from "@footplate/adapter-jsm-ops";
import { createOpsgenie } from "@footplate/adapter-opsgenie";
import { createStatuspage } from "@footplate/adapter-statuspage";
import { createVersionProbe } from "@footplate/adapter-version-http";
import { FootplateError, instant } from "@footplate/core";
import { env } from "@footplate/http";
import { virtualClock } from "@footplate/testkit";
import { describe, expect, test } from "vitest";
import { CANARY } from "../support/services/service.ts";
import { everythingIn, formsOf } from "./leaks.ts";

const range = { start: instant("2026-11-01T00:00:00Z"), end: instant("2026-12-01T00:00:00Z") };
const repository = { owner: "octo", name: "trains" };
const shared = {
  clock: virtualClock("2026-11-23T12:00:00Z"),
  random: () => 0,
  fetch: () =>
    Promise.resolve(Response.json({ message: CANARY, error: CANARY, error_description: CANARY }, { status: 400 })),
};

/** Options as somebody who errs may write them: any adapter, with a credential that cannot be used, or in the wrong place. */
type Use = (secret: never) => Promise<unknown>;

const uses: Readonly<Record<string, Use>> = {
  statuspage: async (apiKey) => createStatuspage({ ...shared, pageId: "page", apiKey }).noticeBoard.list(range),
  gcal: async (token) => createGoogleCalendar({ ...shared, calendarId: "primary", token }).calendar.list(range),
  "gcal, a service account": async (privateKey) =>
    createGoogleCalendar({
      ...shared,
      calendarId: "primary",
      serviceAccount: { clientEmail: "bot@example.com", privateKey },
    }).calendar.list(range),
  opsgenie: async (apiKey) =>
    createOpsgenie({ ...shared, apiKey, integrationKey: "k", schedules: ["s"] }).onCall.schedules(),
  "jsm-ops": async (apiToken) =>
    createJsmOps({ ...shared, cloudId: "cloud", email: "bot@example.com", apiToken }).onCall.schedules(),
  github: async (token) => createGitHub({ ...shared, repository, token }).trainTickets.list(range),
  "github, an app": async (privateKey) =>
    createGitHub({ ...shared, repository, app: { appId: "1", installationId: "2", privateKey } }).trainTickets.list(
      range,
    ),
  "version-http": async (secret) =>
    createVersionProbe({ ...shared, secret, origins: ["https://client-a.example.com"] }).versionProbe.running({
      id: "prod/eu",
      refs: { "version-http": { url: "https://client-a.example.com/version" } },
    }),
};

const secrets: readonly (readonly [string, unknown])[] = [
  ["a text", CANARY],
  ["a text with a line break", `${CANARY}\r\nx-injected: 1`],
  ["a text outside Latin-1", `${CANARY}🚂`],
  ["a text with blanks around it", `  ${CANARY}  `],
  ["a key as PEM that is none", `-----BEGIN PRIVATE KEY-----\n${btoa(CANARY)}\n-----END PRIVATE KEY-----\n`],
  ["an object", { value: CANARY, toString: () => CANARY }],
  ["a list", [CANARY]],
  [
    "a function that throws it",
    () => {
      throw new Error(CANARY);
    },
  ],
  [
    "a function that throws text",
    () => {
      throw CANARY;
    },
  ],
  ["a function that rejects with it", () => Promise.reject(new Error(CANARY, { cause: CANARY }))],
  ["a function that gives an object", () => ({ value: CANARY })],
  ["a function that gives a text with a line break", () => `${CANARY}\n`],
];

describe.each(Object.entries(uses))("F62 %s", (adapter, use) => {
  test.each(secrets)("%s as the credential", async (_name, secret) => {
    const error: unknown = await use(secret as never).catch((reason: unknown) => reason);
    if (error instanceof Error && !(error instanceof FootplateError)) throw error;
    const text = everythingIn(error);
    for (const form of formsOf(CANARY)) expect(text.includes(form), `${adapter} shows ${form}`).toBe(false);
  });

  test("a variable that is not set is named, and no other is shown", async () => {
    process.env["FOOTPLATE_TEST_CANARY"] = CANARY;
    const error: unknown = await use(env("FOOTPLATE_TEST_NOT_SET") as never).catch((reason: unknown) => reason);
    delete process.env["FOOTPLATE_TEST_CANARY"];
    expect(error).toMatchObject({ code: "auth", message: expect.stringContaining("FOOTPLATE_TEST_NOT_SET") as string });
    expect(everythingIn(error)).not.toContain(CANARY);
  });
});

describe("F62 a credential in the wrong place", () => {
  const places: readonly (readonly [string, () => unknown])[] = [
    ["in baseUrl", () => createStatuspage({ pageId: "p", apiKey: "k", baseUrl: `https://bot:${CANARY}@example.com/` })],
    [
      "in the query of baseUrl",
      () => createStatuspage({ pageId: "p", apiKey: "k", baseUrl: `https://example.com/?k=${CANARY}` }),
    ],
    [
      "in tokenUrl",
      () =>
        createGoogleCalendar({
          calendarId: "primary",
          serviceAccount: { clientEmail: "bot@example.com", privateKey: CANARY, tokenUrl: `//${CANARY}` },
        }),
    ],
    ["in an origin", () => createVersionProbe({ secret: "k", origins: [`https://bot:${CANARY}@example.com`] })],
    [
      "twice",
      () => createGitHub({ repository, token: CANARY, app: { appId: "1", installationId: "2", privateKey: CANARY } }),
    ],
    ["without a use", () => createJsmOps({ cloudId: "", email: "", apiToken: CANARY })],
  ];

  test.each(places)("%s", (_name, make) => {
    let error: unknown;
    try {
      make();
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(FootplateError);
    expect(everythingIn(error)).not.toContain(CANARY);
  });

  test("in the address of a target", async () => {
    const { versionProbe } = createVersionProbe(shared);
    for (const url of [`https://bot:${CANARY}@example.com/v`, `https://example.com/v?token=${CANARY}`]) {
      const target = { id: "prod/eu", refs: { "version-http": { url } } };
      const error: unknown = await versionProbe.running(target).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(FootplateError);
      expect(everythingIn(error)).not.toContain(CANARY);
    }
  });
});
