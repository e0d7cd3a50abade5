import { isMembers } from "../../../scripts/json-value.ts";
import { checkerOf, type Problem } from "./checker.ts";
import { describedPath, type Description, letPass, nameOf, type Operation } from "./description.ts";
import { ofKind } from "./exceptions.ts";
import { checkAnswer, checkRequest, findOperation, type Got, type Sent } from "./exchange.ts";
import type { Seen, Sender } from "./seen.ts";

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

/** Who is told of what a watch sees. */
export interface Witness {
  /** Whose requests they are. */
  readonly sender: Sender;
  violated(violations: readonly Violation[]): void;
  saw(seen: Seen): void;
}

/** Wraps a fetch function so that each request and each answer is checked; a wrong one is reported and throws. */
export function watch(description: Description, fetch: Fetch, witness: Witness): Fetch {
  const { service } = description;
  const { sender } = witness;
  const check = checkerOf(description);
  return async (input, init) => {
    const request = new Request(input, init);
    const sent = await readSent(request);
    const outside = letPass(description, sent.url.pathname, request.headers);
    if (outside !== undefined) {
      witness.saw({ service, side: "request", sender, checked: false, exceptions: [outside.id] });
      return fetch(request);
    }
    const { method } = sent;
    const demand = (path: string, side: Violation["side"], problems: readonly Problem[]): void => {
      if (problems.length === 0) return;
      const found = problems.map((problem) => ({ service, method, path, side, ...problem }));
      witness.violated(found);
      throw new Error(found.map(formatViolation).join("\n"));
    };
    const { pathname, exception: address } = describedPath(description, sent.url.pathname);
    const operation = findOperation(description, sent, pathname);
    if ("problem" in operation) {
      demand(sent.url.pathname, "request", [operation]);
      return fetch(request);
    }
    const name = nameOf(operation);
    const exceptions = [address, operation.exception, ...parameterExceptions(operation, sent)].filter(isText);
    witness.saw({ service, operation: name, side: "request", sender, checked: true, exceptions });
    demand(operation.path, "request", checkRequest(check, operation, sent));
    const response = await fetch(request);
    const { status } = response;
    const answer = operation.answer(status);
    const checked = answer.kind !== "any";
    const got = checked ? read(description, { status, body: await response.clone().text() }) : { status, body: "" };
    witness.saw({
      service,
      operation: name,
      side: "response",
      sender,
      status,
      checked,
      exceptions: [answer.exception, got.exception].filter(isText),
    });
    demand(operation.path, "response", checkAnswer(check, answer, got));
    return response;
  };
}

/** An answer as it is checked, and the exception that took nulls out of it. */
function read({ exceptions }: Description, got: Got): Got & { readonly exception?: string } {
  const [nulls] = ofKind(exceptions, "nulls");
  if (nulls === undefined || !got.body.includes("null")) return got;
  try {
    const body = JSON.stringify(withoutNulls(JSON.parse(got.body)));
    return body === got.body ? got : { ...got, body, exception: nulls.id };
  } catch {
    return got;
  }
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isMembers(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (member === null ? [] : [[key, withoutNulls(member)]])),
  );
}

function parameterExceptions({ query }: Operation, { url }: Sent): readonly (string | undefined)[] {
  return [...new Set(url.searchParams.keys())].map((name) => query[name]?.exception);
}

function isText(text: string | undefined): text is string {
  return text !== undefined;
}

async function readSent(request: Request): Promise<Sent> {
  return {
    method: request.method,
    url: new URL(request.url),
    contentType: request.headers.get("content-type"),
    body: await request.clone().text(),
  };
}
