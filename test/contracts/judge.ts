import { type Description, fits, nameOf, operationsAt, parameters } from "../support/spec/description.ts";
import { type Exception, ofKind } from "../support/spec/exceptions.ts";
import type { Counted } from "../support/spec/seen.ts";
import { formatViolation, type Violation } from "../support/spec/watch.ts";
import type { WebhookDescription } from "../support/spec/webhooks.ts";
import type { Sendable } from "./sendable.ts";

/** What one or several test files saw. */
export interface Recorded {
  readonly seen: readonly Counted[];
  readonly violations: readonly Violation[];
}

/** What must have been seen of one service. */
export interface Contract {
  readonly service: string;
  readonly exceptions: readonly Exception[];
  /** Names of the operations of which a request and an answer must have been checked. */
  readonly wanted: readonly string[];
  /** Names of further operations of which an answer must have been checked. */
  readonly answered?: readonly string[];
  /** What is wrong before anything was sent. */
  readonly problems: readonly string[];
}

/** What was seen of one operation. */
export interface Row {
  readonly operation: string;
  readonly requests: number;
  readonly responses: number;
  readonly statuses: readonly number[];
  /** Whether it is the adapter that sends it. */
  readonly wanted: boolean;
}

/** How a service's contract was kept. */
export interface Judgement {
  readonly service: string;
  readonly rows: readonly Row[];
  readonly covered: number;
  readonly violations: number;
  readonly exceptions: readonly { readonly exception: Exception; readonly uses?: number }[];
  /** All that fails it, violations included. Empty: it was kept. */
  readonly problems: readonly string[];
}

/** The contract of a service whose adapter can send these requests, below `base`. */
export function contractOf(description: Description, base: string, sendable: readonly Sendable[]): Contract {
  const { service, exceptions } = description;
  const wanted = new Set<string>();
  const problems: string[] = [];
  for (const one of sendable) {
    const name = operationFor(description, `${base}${one.path}`, one.method);
    if (name !== undefined) wanted.add(name);
    else if (!isOutside(exceptions, one.path)) {
      problems.push(`the adapter can send ${one.method} ${one.path}, which is not described`);
    }
  }
  return { service, exceptions, wanted: [...wanted].toSorted(), problems };
}

/** The contract of a service that delivers events to a receiver of ours. */
export function contractOfWebhooks({ service, exceptions, made, examples }: WebhookDescription): Contract {
  const named = (events: readonly string[]): readonly string[] =>
    [...new Set(events)].map((event) => `POST ${event}`).toSorted();
  return { service, exceptions, wanted: named(made), answered: named(examples), problems: [] };
}

/** Holds what was seen against the contract. */
export function judge(contract: Contract, record: Recorded): Judgement {
  const { service, answered = [] } = contract;
  const seen = record.seen.filter((one) => one.service === service);
  const violations = record.violations.filter((one) => one.service === service);
  const wanted = new Set(contract.wanted);
  const sent = seen.filter(({ sender }) => sender === "adapter");
  const names = new Set([...wanted, ...answered, ...namesOf(seen)]);
  const lacking = new Map([
    ...answered.map((operation) => [operation, missing(sent, operation, ["response"])] as const),
    ...[...wanted].map((operation) => [operation, missing(sent, operation, ["request", "response"])] as const),
  ]);
  const exceptions = contract.exceptions.map((exception) => usesOf(seen, exception));
  return {
    service,
    rows: [...names].toSorted().map((operation) => rowOf(seen, operation, wanted.has(operation))),
    covered: [...lacking.values()].filter((lacks) => lacks.length === 0).length,
    violations: violations.length,
    exceptions,
    problems: [
      ...contract.problems,
      ...counted(violations.map(formatViolation)),
      ...[...lacking.values()].flat(),
      ...namesOf(sent.filter(({ side }) => side === "request"))
        .filter((operation) => !wanted.has(operation))
        .map((operation) => `${operation} was sent, but is not found in the adapter's sources`),
      ...exceptions
        .filter(({ uses }) => uses === 0)
        .map(({ exception }) => `exception ${exception.id}: nothing needs it`),
    ],
  };
}

function namesOf(seen: readonly Counted[]): readonly string[] {
  return [...new Set(seen.flatMap(({ operation }) => (operation === undefined ? [] : [operation])))];
}

function missing(sent: readonly Counted[], operation: string, sides: readonly Counted["side"][]): readonly string[] {
  const said = { request: "no test sends it", response: "no answer was checked" };
  return sides
    .filter((side) => !sent.some((one) => one.operation === operation && one.side === side && one.checked))
    .map((side) => `${operation}: ${said[side]}`);
}

function rowOf(seen: readonly Counted[], operation: string, wanted: boolean): Row {
  const its = seen.filter((one) => one.operation === operation);
  const sum = (side: Counted["side"]): number =>
    its.filter((one) => one.side === side && one.checked).reduce((total, { count }) => total + count, 0);
  const statuses = its.flatMap(({ status }) => (status === undefined ? [] : [status]));
  return {
    operation,
    requests: sum("request"),
    responses: sum("response"),
    statuses: [...new Set(statuses)].toSorted((one, other) => one - other),
    wanted,
  };
}

/** How often an exception was needed; of those that change a schema it cannot be told, but the reader demands them. */
function usesOf(
  seen: readonly Counted[],
  exception: Exception,
): { readonly exception: Exception; readonly uses?: number } {
  if (exception.kind === "property" || exception.kind === "length") return { exception };
  const using = seen.filter(({ exceptions }) => exceptions.includes(exception.id));
  return { exception, uses: using.reduce((total, { count }) => total + count, 0) };
}

function counted(lines: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return [...counts].map(([line, count]) => (count === 1 ? line : `${line} (${count} times)`));
}

/** The described operation that a path of the adapter stands for. What only the caller knows may be several segments. */
function operationFor(description: Description, path: string, method: string): string | undefined {
  const open = path.endsWith("*");
  const found = open
    ? description.operations.filter((operation) => fits(operation.path, path.replaceAll("*", "{any}")))
    : operationsAt(description, path);
  const here = found.filter((operation) => operation.method === method);
  const [best] = here.toSorted((one, other) => parameters(one.path) - parameters(other.path));
  return best && nameOf(best);
}

/** Whether a path is left out by an exception; one that is told nowhere in the sources can be any of them. */
function isOutside(exceptions: readonly Exception[], path: string): boolean {
  return ofKind(exceptions, "outside").some(({ path: outside }) => path === "*" || `/${path}`.startsWith(outside));
}
