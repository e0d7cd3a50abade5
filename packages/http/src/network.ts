/**
 * How a request failed without an answer. `unsent`: no connection was made, so nothing was processed. `certificate`: the
 * service could not prove who it is, nothing was sent either. `broken`: nobody can tell.
 */
export type NetworkFailure = "unsent" | "certificate" | "broken";

const CERTIFICATE =
  /^(CERT_|UNABLE_TO_(VERIFY|GET_ISSUER)|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|HOSTNAME_MISMATCH|ERR_TLS_CERT)/;
/** Codes that only a connection attempt has. The last two are Bun's. */
const UNSENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_CONNECT_TIMEOUT",
  "ConnectionRefused",
  "FailedToOpenSocket",
]);
/** Codes that an open connection may have as well, so that the system call must tell. */
const UNSENT_WHEN_CONNECTING = new Set(["ETIMEDOUT", "ENETUNREACH", "EHOSTUNREACH", "EADDRNOTAVAIL"]);
const DEEPEST_CAUSE = 5;

/** What the error of a `fetch` proves, in any runtime. Errors it does not know prove nothing. */
export function networkFailure(error: unknown, depth = 0): NetworkFailure {
  if (typeof error !== "object" || error === null || depth > DEEPEST_CAUSE) {
    return "broken";
  }
  const code = textOf(error, "code");
  const message = textOf(error, "message");
  if (CERTIFICATE.test(code) || message.includes("invalid peer certificate")) {
    return "certificate";
  }
  if (UNSENT.has(code) || (UNSENT_WHEN_CONNECTING.has(code) && textOf(error, "syscall") === "connect")) {
    return "unsent";
  }
  // Node tries the addresses of a host one after the other and reports all failures together.
  if ("errors" in error && Array.isArray(error.errors) && error.errors.length > 0) {
    const kinds = error.errors.map((one) => networkFailure(one, depth + 1));
    return kinds.every((kind) => kind === "unsent") ? "unsent" : "broken";
  }
  const below = "cause" in error && error.cause !== undefined ? networkFailure(error.cause, depth + 1) : "broken";
  // Deno gives no code; this is how its HTTP client names a failure before the connection was made.
  return below === "broken" && message.includes("client error (Connect)") ? "unsent" : below;
}

function textOf(error: object, key: string): string {
  const value: unknown = Reflect.get(error, key);
  return typeof value === "string" ? value : "";
}
