import { generateKeyPairSync, verify } from "node:crypto";
import { calendar } from "@googleapis/calendar";
import { JWT } from "google-auth-library";
import { describe, expect, test } from "vitest";
import { createGoogleCalendar, requiredPermissions } from "../src/index.ts";
import { type FakeGoogleCalendar, fakeGoogleCalendar } from "../src/testing.ts";
import { serveOnLoopback } from "./loopback.ts";
import { range } from "./mirror-stage.ts";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const clientEmail = "bot@project.iam.gserviceaccount.com";
const scopes = requiredPermissions.map(({ permission }) => permission);

/** A request for a token, taken apart. */
interface Asked {
  readonly method: string;
  readonly url: string;
  readonly contentType: string | undefined;
  readonly grant: string | null;
  readonly fields: readonly string[];
  readonly header: unknown;
  readonly claims: Readonly<Record<string, unknown>>;
  /** Whether the account's public key says that it signed it. */
  readonly signed: boolean;
}

/** A fake that knows the account, and what it was asked for tokens. */
function connected(): { google: FakeGoogleCalendar; asked: readonly Asked[]; fetch: typeof globalThis.fetch } {
  const google = fakeGoogleCalendar({
    serviceAccount: { clientEmail, publicKey: publicKey.export({ format: "jwk" }) },
  });
  const asked: Asked[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (new URL(request.url).pathname === "/token") asked.push(await takenApart(request.clone()));
    return google.fetch(request);
  };
  return { google, asked, fetch };
}

async function takenApart(request: Request): Promise<Asked> {
  const form = new URLSearchParams(await request.text());
  const [header = "", claims = "", signature = ""] = (form.get("assertion") ?? "").split(".");
  const read = (part: string): unknown => JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  return {
    method: request.method,
    url: request.url,
    contentType: request.headers.get("content-type")?.split(";")[0],
    grant: form.get("grant_type"),
    fields: [...form.keys()].toSorted(),
    header: read(header),
    claims: read(claims) as Asked["claims"],
    signed: verify("RSA-SHA256", Buffer.from(`${header}.${claims}`), publicKey, Buffer.from(signature, "base64url")),
  };
}

/** Everything but the moment; how long it is good for is not the moment. */
function timeless({ claims: { iat, exp, ...claims }, ...asked }: Asked): unknown {
  return { ...asked, claims, goodForS: Number(exp) - Number(iat) };
}

function theirs(fetchImplementation: typeof globalThis.fetch, subject?: string): JWT {
  return new JWT({
    email: clientEmail,
    key,
    scopes: [...scopes],
    transporterOptions: { fetchImplementation },
    ...(subject !== undefined && { subject }),
  });
}

describe("F20 Google's own auth client before the fake", () => {
  test.each([undefined, "conductor-a@example.com"])(
    "asks for a token with the assertion that the adapter sends, acting as %s",
    async (subject) => {
      const { asked, fetch, google } = connected();
      const { access_token: token } = await theirs(fetch, subject).authorize();
      expect(token).toBe("granted-1");
      const serviceAccount = { clientEmail, privateKey: key, ...(subject !== undefined && { subject }) };
      const ours = createGoogleCalendar({ calendarId: "primary", serviceAccount, fetch }).calendar;
      expect((await ours.list(range)).complete).toBe(true);
      const [reference, sent, ...others] = asked;
      if (reference === undefined || sent === undefined) throw new Error("one of the two asked for no token");
      expect(others).toEqual([]);
      expect([reference.signed, sent.signed]).toEqual([true, true]);
      expect(timeless(sent)).toEqual(timeless(reference));
      expect(google.state().calls.filter(({ status }) => status >= 400)).toEqual([]);
    },
  );

  test("is refused with a key of another account, in words that it understands", async () => {
    const { fetch } = connected();
    const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    const stranger = new JWT({
      email: clientEmail,
      key: other.export({ type: "pkcs8", format: "pem" }).toString(),
      scopes: [...scopes],
      transporterOptions: { fetchImplementation: fetch },
    });
    await expect(stranger.authorize()).rejects.toThrow(/invalid_grant: Invalid JWT Signature/);
  });

  test("reads events with the token that it was given", async () => {
    const { fetch, google } = connected();
    google.person.add({
      summary: "By hand",
      start: { dateTime: "2026-11-24T10:00:00Z" },
      end: { dateTime: "2026-11-24T11:00:00Z" },
    });
    const rootUrl = await serveOnLoopback(google.fetch);
    const client = calendar({ version: "v3", auth: theirs(fetch), rootUrl, retry: false });
    const { data } = await client.events.list({ calendarId: "primary" });
    expect(data.items).toMatchObject([{ summary: "By hand" }]);
  });
});
