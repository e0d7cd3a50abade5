import { sayException } from "../support/spec/exceptions.ts";
import type { Judgement, Row } from "./judge.ts";

/** Lines about one service for a person: the sum, then each operation, each exception, and what is wrong. */
export function reportOf(judgement: Judgement): readonly string[] {
  const { service, rows, covered, violations, exceptions, problems } = judgement;
  const sums = [
    service.padEnd(20),
    count(covered, "operations covered"),
    count(total(rows, "requests"), "requests checked"),
    count(total(rows, "responses"), "responses checked"),
    `${violations} violations`,
  ];
  const width = Math.max(0, ...rows.map(({ operation }) => operation.length));
  return [
    sums.join("   "),
    ...rows.map((row) => `  ${rowLine(row, width)}`),
    ...exceptions.map(({ exception, uses }) => {
      const used = uses === undefined ? "" : `, needed ${uses} times`;
      return `  exception ${exception.id}${used}: ${sayException(exception)}. ${exception.reason}`;
    }),
    ...problems.map((problem) => `  FAIL ${problem}`),
  ];
}

function rowLine({ operation, requests, responses, statuses, wanted }: Row, width: number): string {
  const counts = `${String(requests).padStart(6)} requests ${String(responses).padStart(6)} responses`;
  return `${operation.padEnd(width)} ${counts}   ${statuses.join(" ")}${wanted ? "" : "   (only others send it)"}`;
}

function total(rows: readonly Row[], of: "requests" | "responses"): number {
  return rows.reduce((sum, row) => sum + row[of], 0);
}

function count(number: number, what: string): string {
  return `${String(number).padStart(5)} ${what}`;
}
