import { type Clock, epochMs } from "@footplate/core";
import { createHttp, type Http, type HttpSpec, reveal, type Schema, systemClock } from "@footplate/http";
import * as z from "zod/mini";
import { ADAPTER } from "./fault.ts";
import { commonHeaders } from "./headers.ts";
import type { ApiVersion, GitHubApp, GitHubOptions } from "./options.ts";
import { pkcs8Of, unusableKey } from "./private-key.ts";

/** GitHub takes an app's own proof for ten minutes at most; clocks differ. */
const PROOF_S = 540;
const BACKDATED_S = 30;
/** A token is replaced when it has less than this to live, so that no call meets its end. */
const SPARE_MS = 300_000;
const FETCH_MS = 30_000;

interface WireToken {
  readonly token: string;
  readonly expires_at: string;
}

interface Token {
  readonly text: string;
  /** On the monotonic clock. */
  readonly endsMs: number;
}

const tokenSchema: Schema<WireToken> = z.object({
  token: z.string().check(z.minLength(1)),
  expires_at: z.iso.datetime({ offset: true }),
});

/** Sets the credential of each request: the token, or the one that the app got for its installation. */
export function createAuthorize(
  options: GitHubOptions,
  baseUrl: string,
  apiVersion: ApiVersion,
): NonNullable<HttpSpec["authorize"]> {
  const { app, token } = options;
  if (app !== undefined) return appAuthorize(app, options, baseUrl, apiVersion);
  return async (headers) => headers.set("authorization", `Bearer ${await reveal(token ?? "")}`);
}

/** Tokens of an installation: cached, fetched once for all who wait, and before they run out. */
function appAuthorize(
  app: GitHubApp,
  options: GitHubOptions,
  baseUrl: string,
  apiVersion: ApiVersion,
): NonNullable<HttpSpec["authorize"]> {
  const clock = options.clock ?? systemClock;
  const http = createHttp({
    ...options,
    adapter: ADAPTER,
    baseUrl,
    requestIdHeader: "x-github-request-id",
    authorize: async (headers) => headers.set("authorization", `Bearer ${await proof(app, clock)}`),
    classify: refusedApp,
  });
  let token: Token | undefined;
  let fetching: Promise<Token> | undefined;
  return async (headers, renew) => {
    if (renew || token === undefined || clock.monotonicMs() >= token.endsMs - SPARE_MS) {
      fetching ??= fetchToken(app, options, http, clock, apiVersion).finally(() => {
        fetching = undefined;
      });
      token = await fetching;
    }
    headers.set("authorization", `Bearer ${token.text}`);
  };
}

/** A token request changes nothing, so that it may be sent again. */
function refusedApp({ status }: { readonly status: number }): ReturnType<NonNullable<HttpSpec["classify"]>> {
  if (status >= 500) return { code: "unavailable", unprocessed: true };
  if (status === 401) return { code: "auth", message: "GitHub refuses the app: check appId and privateKey" };
  if (status === 404) return { code: "auth", message: "the app has no such installation: check installationId" };
  if (status === 422) return { code: "auth", message: "the app's installation lacks what is asked for" };
  return undefined;
}

async function fetchToken(
  app: GitHubApp,
  { repository }: GitHubOptions,
  http: Http,
  clock: Clock,
  apiVersion: ApiVersion,
): Promise<Token> {
  const askedMs = clock.monotonicMs();
  const { data, headers } = await http.request({
    method: "POST",
    path: "app/installations/{installation}/access_tokens",
    params: { installation: app.installationId },
    headers: commonHeaders(apiVersion),
    json: {
      repositories: app.repositories ?? [repository.name],
      ...(app.permissions !== undefined && { permissions: app.permissions }),
    },
    schema: tokenSchema,
    timeoutMs: FETCH_MS,
  });
  // Its life is the difference of two times of the server, whose clock and ours may differ.
  const dateMs = Date.parse(headers.get("date") ?? "");
  const givenMs = Number.isNaN(dateMs) ? epochMs(clock.now()) : dateMs;
  return { text: data.token, endsMs: askedMs + Date.parse(data.expires_at) - givenMs };
}

/** The app's own proof: a JWT that it signs. */
async function proof(app: GitHubApp, clock: Clock): Promise<string> {
  const pem = await reveal(app.privateKey);
  const nowS = Math.floor(epochMs(clock.now()) / 1000);
  const [{ importPKCS8 }, { SignJWT }] = await Promise.all([import("jose/key/import"), import("jose/jwt/sign")]);
  try {
    return await new SignJWT({})
      .setProtectedHeader({ alg: "RS256" })
      .setIssuer(app.appId)
      .setIssuedAt(nowS - BACKDATED_S)
      .setExpirationTime(nowS + PROOF_S)
      .sign(await importPKCS8(pkcs8Of(pem), "RS256"));
  } catch {
    throw unusableKey();
  }
}
