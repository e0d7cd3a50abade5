import type { Checker, Problem } from "./checker.ts";
import { type Answer, type Description, type Operation, operationsAt, type Parameter } from "./description.ts";

/** A request as it is checked. */
export interface Sent {
  readonly method: string;
  readonly url: URL;
  readonly contentType: string | null;
  readonly body: string;
}

/** An answer as it is checked. */
export interface Got {
  readonly status: number;
  readonly body: string;
}

/** The operation that a request is for, given its path as described, or what is wrong with its path or method. */
export function findOperation(description: Description, sent: Sent, pathname: string): Operation | Problem {
  const here = operationsAt(description, pathname);
  if (here.length === 0) return { pointer: "", problem: "no such path" };
  return (
    here.find((operation) => operation.method === sent.method) ?? {
      pointer: "",
      problem: `method not described here, only ${here.map((operation) => operation.method).join(", ")}`,
    }
  );
}

/** Everything wrong with a request. */
export function checkRequest(check: Checker, operation: Operation, sent: Sent): readonly Problem[] {
  return [...checkQuery(check, operation.query, sent.url.searchParams), ...checkBody(check, operation, sent)];
}

/** Everything wrong with an answer. */
export function checkAnswer(check: Checker, answer: Answer, got: Got): readonly Problem[] {
  if (answer.kind === "any") return [];
  if (answer.kind === "undescribed") return [{ pointer: "", problem: `status ${got.status} is not described` }];
  if (answer.kind === "empty") return got.body === "" ? [] : [{ pointer: "", problem: "must have no body" }];
  return checkJson(check, answer.schema, got.body);
}

function checkQuery(
  check: Checker,
  described: Readonly<Record<string, Parameter>>,
  query: URLSearchParams,
): readonly Problem[] {
  const names = [...new Set(query.keys())];
  const missing = Object.entries(described)
    .filter(([name, parameter]) => parameter.required && !query.has(name))
    .map(([name]) => ({ pointer: `?${name}`, problem: "missing" }));
  const wrong = names.flatMap((name) => {
    const parameter = described[name];
    const pointer = `?${name}`;
    if (parameter === undefined) return [{ pointer, problem: "unknown query parameter" }];
    const values = query.getAll(name);
    if (values.length > 1 && !parameter.repeated) return [{ pointer, problem: "given more than once" }];
    return values.flatMap((value) =>
      check(parameter.schema, typed(parameter.schema["type"], value)).map(({ problem }) => ({ pointer, problem })),
    );
  });
  return [...missing, ...wrong];
}

function checkBody(check: Checker, operation: Operation, sent: Sent): readonly Problem[] {
  const body = operation.body;
  if (body === undefined) return sent.body === "" ? [] : [{ pointer: "", problem: "takes no body" }];
  if (sent.body === "") return body.required ? [{ pointer: "", problem: "body missing" }] : [];
  const media = sent.contentType?.split(";")[0]?.trim().toLowerCase();
  const wrongMedia =
    media === "application/json" ? [] : [{ pointer: "", problem: "content type must be application/json" }];
  return [...wrongMedia, ...checkJson(check, body.schema, sent.body)];
}

function checkJson(check: Checker, schema: Readonly<Record<string, unknown>>, body: string): readonly Problem[] {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return [{ pointer: "", problem: "body is not JSON" }];
  }
  return check(schema, value);
}

/** A query value as its type says, or left as text where it does not read as one, so that the type check reports it. */
function typed(type: unknown, value: string): unknown {
  if ((type === "integer" || type === "number") && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  if (type === "boolean" && (value === "true" || value === "false")) return value === "true";
  return value;
}
