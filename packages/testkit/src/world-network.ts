/** A connection that broke, as Node's `fetch` tells it. What caused it may prove that nothing was sent. */
export function broken(cause: unknown = new Error("the connection was reset")): TypeError {
  return failed("fetch failed", { code: "ECONNRESET", errno: -104, syscall: "read" }, cause);
}

/** Whether a service pretends that its connection fails. What else it throws is a fault of its own. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof TypeError && error.message === "fetch failed";
}

/** Whether an error is one of `broken`. */
export function isBroken(error: unknown): boolean {
  return error instanceof TypeError && "code" in error && error.code === "ECONNRESET";
}

/** A request that no service of the world answers. */
export function nobodyThere(
  { method, url }: { readonly method: string; readonly url: string },
  services: Readonly<Record<string, { readonly origins: readonly string[] }>>,
): TypeError {
  const { host } = new URL(url);
  const there = Object.entries(services).map(([name, { origins }]) => `${name} at ${origins.join(", ") || "nowhere"}`);
  return failed(
    `nobody answers for ${host} in this world (${method} ${url}): there is ${there.join("; ") || "no service"}. ` +
      `Add a fake of that service, or give a fake that origin`,
    { code: "ENOTFOUND", errno: -3008, syscall: "getaddrinfo" },
    undefined,
  );
}

// With `code` and `errno` an interceptor such as msw hands the error to the caller instead of answering 500.
function failed(message: string, fields: object, cause: unknown): TypeError {
  return Object.assign(new TypeError(message, { ...(cause !== undefined && { cause }) }), fields);
}
