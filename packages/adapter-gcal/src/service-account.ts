import { type Clock, epochMs, FootplateError } from "@footplate/core";
import {
  createHttp,
  type Http,
  type HttpSettings,
  type HttpSpec,
  reveal,
  type Schema,
  systemClock,
} from "@footplate/http";
import * as z from "zod/mini";
import type { ServiceAccount } from "./options.ts";
import { requiredPermissions } from "./permissions.ts";

const TOKEN_URL = "https://oauth2.googleapis.com/token";
const ASSERTION_S = 3600;
/** A token is replaced when it has less than this to live, so that no call meets its end. */
const SPARE_MS = 300_000;
const FETCH_MS = 30_000;

interface WireToken {
  readonly access_token: string;
  readonly expires_in: number;
}

const tokenSchema: Schema<WireToken> = z.object({
  access_token: z.string().check(z.minLength(1)),
  expires_in: z.number(),
});

interface Token {
  readonly text: string;
  readonly expiresMs: number;
}

/** Access tokens of a service account: cached, fetched once for all who wait, and before they run out. */
export function serviceAccountAuthorize(
  account: ServiceAccount,
  settings: HttpSettings,
): NonNullable<HttpSpec["authorize"]> {
  const clock = settings.clock ?? systemClock;
  const url = new URL(account.tokenUrl ?? TOKEN_URL);
  const http = createHttp({
    ...settings,
    adapter: "gcal",
    baseUrl: new URL(".", url).href,
    // A token request changes nothing, so that it may be sent again.
    classify: ({ status }) =>
      status >= 500
        ? { code: "unavailable", unprocessed: true }
        : status === 400 || status === 401
          ? { code: "auth", message: "Google refuses the service account" }
          : undefined,
  });
  let token: Token | undefined;
  let fetching: Promise<Token> | undefined;
  return async (headers, renew) => {
    if (renew || token === undefined || clock.monotonicMs() >= token.expiresMs - SPARE_MS) {
      fetching ??= fetchToken(account, http, url, clock).finally(() => {
        fetching = undefined;
      });
      token = await fetching;
    }
    headers.set("authorization", `Bearer ${token.text}`);
  };
}

async function fetchToken(account: ServiceAccount, http: Http, url: URL, clock: Clock): Promise<Token> {
  const fetchedMs = clock.monotonicMs();
  const { data } = await http.request<WireToken>({
    method: "POST",
    path: url.pathname.slice(url.pathname.lastIndexOf("/") + 1),
    form: {
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      assertion: await assertion(account, url.href, Math.floor(epochMs(clock.now()) / 1000)),
    },
    schema: tokenSchema,
    timeoutMs: FETCH_MS,
  });
  return { text: data.access_token, expiresMs: fetchedMs + data.expires_in * 1000 };
}

async function assertion(account: ServiceAccount, audience: string, nowS: number): Promise<string> {
  const pem = (await reveal(account.privateKey)).replaceAll(String.raw`\n`, "\n");
  const scopes = account.scopes ?? requiredPermissions.map(({ permission }) => permission);
  const [{ importPKCS8 }, { SignJWT }] = await Promise.all([import("jose/key/import"), import("jose/jwt/sign")]);
  try {
    const jwt = new SignJWT({ scope: scopes.join(" ") })
      .setProtectedHeader({ alg: "RS256" })
      .setIssuer(account.clientEmail)
      .setAudience(audience)
      .setIssuedAt(nowS)
      .setExpirationTime(nowS + ASSERTION_S);
    if (account.subject !== undefined) jwt.setSubject(account.subject);
    return await jwt.sign(await importPKCS8(pem, "RS256"));
  } catch {
    throw new FootplateError({
      code: "auth",
      adapter: "gcal",
      message: "gcal: the private key of the service account cannot be used",
      hint: "give private_key of the key file, from -----BEGIN PRIVATE KEY----- to the end",
    });
  }
}
