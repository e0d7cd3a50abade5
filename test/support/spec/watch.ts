import { checkerOf, type Problem } from "./checker.ts";
import { type Description, isOutside } from "./description.ts";
import { checkAnswer, checkRequest, findOperation, type Sent } from "./exchange.ts";

/** A fetch function, as adapters take one. */
export type Fetch = (input: Request | string | URL, init?: RequestInit) => Promise<Response>;

/** A difference between what went over the wire and what the service describes. */
export interface Violation extends Problem {
  readonly service: string;
  readonly method: string;
  /** The described path template, or the path as sent where nothing fits. */
  readonly path: string;
  readonly side: "request" | "response";
}

/** One line for a person. */
export function formatViolation(violation: Violation): string {
  const { service, method, path, side, pointer, problem } = violation;
  return `${service} ${method} ${path} ${side} ${pointer === "" ? "(whole)" : pointer}: ${problem}`;
}

/** Wraps a fetch function so that each request and each answer is checked; a wrong one is reported and throws. */
export function watch(
  description: Description,
  fetch: Fetch,
  report: (violations: readonly Violation[]) => void,
): Fetch {
  const check = checkerOf(description);
  return async (input, init) => {
    const request = new Request(input, init);
    const sent = await readSent(request);
    if (isOutside(description, sent.url.pathname)) return fetch(request);
    const demand = (path: string, side: Violation["side"], problems: readonly Problem[]): void => {
      if (problems.length === 0) return;
      const found = problems.map((problem) => ({
        service: description.service,
        method: sent.method,
        path,
        side,
        ...problem,
      }));
      report(found);
      throw new Error(found.map(formatViolation).join("\n"));
    };
    const operation = findOperation(description, sent);
    if ("problem" in operation) {
      demand(sent.url.pathname, "request", [operation]);
      return fetch(request);
    }
    demand(operation.path, "request", checkRequest(check, operation, sent));
    const response = await fetch(request);
    if (operation.answer(response.status).kind === "any") return response;
    const body = await response.clone().text();
    demand(operation.path, "response", checkAnswer(check, operation, { status: response.status, body }));
    return response;
  };
}

async function readSent(request: Request): Promise<Sent> {
  return {
    method: request.method,
    url: new URL(request.url),
    contentType: request.headers.get("content-type"),
    body: await request.clone().text(),
  };
}
