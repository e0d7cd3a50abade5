import { FootplateError, type Problem } from "@footplate/core";

/**
 * The address of a service, ending with a slash. Throws `invalid_input` when it is not `https:` (loopback apart, where
 * allowed), carries a credential, a query or a fragment, or leads to a link-local or metadata address.
 */
export function parseBaseUrl(adapter: string, baseUrl: string, allowInsecureLoopback: boolean): URL {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  const found =
    url === undefined
      ? [problem("", "is not an absolute URL", "write it as https://host/path/")]
      : judge(url, allowInsecureLoopback);
  if (url === undefined || found.length > 0) {
    throw new FootplateError({
      code: "invalid_input",
      adapter,
      message: `${adapter}: baseUrl ${found.map((one) => one.message).join("; ")}`,
      hint: found[0]?.hint,
      problems: found,
    });
  }
  if (!url.pathname.endsWith("/")) {
    url.pathname += "/";
  }
  return url;
}

function judge(url: URL, allowInsecureLoopback: boolean): Problem[] {
  const found: Problem[] = [];
  const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && allowInsecureLoopback && loopback)) {
    found.push(problem(url.protocol, "must be https:", "use https:, or allowInsecureLoopback for a fake on 127.0.0.1"));
  }
  if (url.username !== "" || url.password !== "") {
    found.push(problem("", "carries a user name or password", "pass the credential as an option of the adapter"));
  }
  if (url.search !== "" || url.hash !== "") {
    found.push(problem("", "has a query or a fragment", "leave only the scheme, the host and the path"));
  }
  if (isLinkLocal(url.hostname)) {
    found.push(problem(url.hostname, "leads to a link-local or metadata address", "use the address of the service"));
  }
  return found;
}

function isLinkLocal(hostname: string): boolean {
  return (
    hostname.startsWith("169.254.") ||
    /^0\.0\.0\.0$|^\[::\]$/.test(hostname) ||
    /^\[fe[89ab][0-9a-f]:/.test(hostname) ||
    hostname.startsWith("[::ffff:a9fe:") ||
    /^\[fd00:ec2::254\]$/.test(hostname) ||
    /(^|\.)metadata\.google\.internal\.?$/.test(hostname)
  );
}

function problem(value: string, message: string, hint: string): Problem {
  return { path: "baseUrl", value: JSON.stringify(value), message, hint };
}
