import { importJWK, importSPKI, jwtVerify } from "jose";
import { refuse } from "./refusal.ts";
import type { GrantedToken, Store } from "./store.ts";

const LIFE_S = 3600;
const PREFIX = "https://www.googleapis.com/auth/";

const writing = ["calendar", "calendar.app.created", "calendar.events", "calendar.events.owned"];
const reading = [
  ...writing,
  "calendar.events.freebusy",
  "calendar.events.owned.readonly",
  "calendar.events.public.readonly",
  "calendar.events.readonly",
  "calendar.readonly",
];
const scopesOf: Readonly<Record<string, readonly string[]>> = {
  "calendarList.list": ["calendar", "calendar.calendarlist", "calendar.calendarlist.readonly", "calendar.readonly"],
  "calendars.get": [
    "calendar",
    "calendar.app.created",
    "calendar.calendars",
    "calendar.calendars.readonly",
    "calendar.readonly",
  ],
  "events.delete": writing,
  "events.get": reading,
  "events.insert": writing,
  "events.instances": reading,
  "events.list": reading,
  "events.patch": writing,
  "events.update": writing,
  "freebusy.query": ["calendar", "calendar.events.freebusy", "calendar.freebusy", "calendar.readonly"],
};

/** Refuses a call whose token is missing, unknown, out of date, or too narrow for the operation. */
export function checkAccess(store: Store, headers: Headers, operation: string): GrantedToken | undefined {
  const token = /^Bearer (\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (token === undefined) refuse(401, "required", "Login Required.");
  const { token: fixed, serviceAccount } = store.options;
  if (token === fixed) return undefined;
  const granted = store.tokens.get(token);
  if (granted === undefined) {
    if (fixed === undefined && serviceAccount === undefined) return undefined;
    refuse(401, "authError", "Invalid Credentials");
  }
  if (granted.expiresMs <= store.now()) refuse(401, "authError", "Invalid Credentials");
  if (!(scopesOf[operation] ?? []).some((scope) => granted.scopes.includes(PREFIX + scope))) {
    refuse(403, "insufficientPermissions", "Request had insufficient authentication scopes.");
  }
  return granted;
}

/** Gives out a token for a signed assertion of the service account. */
export async function grantToken(store: Store, url: URL, body: string): Promise<Response> {
  const form = new URLSearchParams(body);
  const account = store.options.serviceAccount;
  const denied = (description: string): Response =>
    Response.json({ error: "invalid_grant", error_description: description }, { status: 400 });
  if (form.get("grant_type") !== "urn:ietf:params:oauth:grant-type:jwt-bearer") {
    return Response.json({ error: "unsupported_grant_type", error_description: "Invalid grant type" }, { status: 400 });
  }
  if (account === undefined) return denied("account not found");
  const { publicKey } = account;
  try {
    const key =
      typeof publicKey === "string"
        ? await importSPKI(publicKey, "RS256")
        : await importJWK({ kty: "RSA", n: publicKey.n ?? "", e: publicKey.e ?? "" }, "RS256");
    const { payload } = await jwtVerify(form.get("assertion") ?? "", key, {
      algorithms: ["RS256"],
      issuer: account.clientEmail,
      audience: `${url.origin}${url.pathname}`,
      requiredClaims: ["iat", "exp"],
      currentDate: new Date(store.now()),
    });
    const { iat = 0, exp = 0, sub } = payload;
    const scope = typeof payload["scope"] === "string" ? payload["scope"] : "";
    if (exp - iat > LIFE_S || iat * 1000 > store.now() + 300_000)
      return denied("Token must be short-lived and in a reasonable timeframe");
    if (scope === "")
      return Response.json({ error: "invalid_scope", error_description: "Empty or missing scope" }, { status: 400 });
    const token = `granted-${store.tokens.size + 1}`;
    store.tokens.set(token, {
      expiresMs: store.now() + LIFE_S * 1000,
      scopes: scope.split(" "),
      alone: sub === undefined,
    });
    return Response.json({ access_token: token, expires_in: LIFE_S, token_type: "Bearer" });
  } catch {
    return denied("Invalid JWT Signature.");
  }
}
