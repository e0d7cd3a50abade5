import type { Problem } from "@footplate/core";
import { problem } from "./bad-input.ts";
import { nearest } from "./nearest.ts";

const MIRROR = ["normalise", "list", "read", "create", "update", "remove"] as const;
const PORTS: Readonly<Record<string, readonly string[]>> = {
  journal: ["info", "facts", "record", "notes", "note"],
  noticeBoard: [...MIRROR, "componentsOf"],
  calendar: MIRROR,
  onCall: ["personOf", "scheduleOf", "onCall", "nextOnCall"],
  trainTickets: [
    ...MIRROR,
    "personOf",
    "assign",
    "comment",
    "comments",
    "blockers",
    "block",
    "unblock",
    "close",
    "reopen",
  ],
};
const MIRRORS = ["noticeBoard", "calendar"] as const;

/** What is wrong with the `ports` of a config; with `mirrors`, there must be at least one place to mirror to. */
export function portProblems(ports: Readonly<Record<string, unknown>>, mirrors: boolean): readonly Problem[] {
  const problems = Object.entries(PORTS).flatMap(([name, methods]) =>
    ports[name] === undefined || (!mirrors && name !== "journal") ? [] : onePort(name, ports[name], methods),
  );
  if (mirrors && MIRRORS.every((name) => ports[name] === undefined)) {
    const names = Object.keys(ports);
    const typo = names.map((name) => [name, nearest(name, MIRRORS)] as const).find(([, meant]) => meant !== undefined);
    const hint =
      typo === undefined
        ? "add ports.noticeBoard, ports.calendar or both"
        : `rename ports.${typo[0]} to ports.${String(typo[1])}`;
    problems.push(problem("ports", names.join(", "), "it has neither noticeBoard nor calendar", hint));
  }
  return problems;
}

function onePort(name: string, port: unknown, methods: readonly string[]): readonly Problem[] {
  const path = `ports.${name}`;
  if (!isObject(port))
    return [problem(path, typeof port, "it is no port", `give what the adapter's create function returns`)];
  if (port["spec"] !== 1) {
    const hint = "use versions of adapter and command line that belong together, and spread no part of an adapter";
    return [problem(`${path}.spec`, String(port["spec"]), "this version knows spec 1 only", hint)];
  }
  const missing = methods.filter((method) => typeof port[method] !== "function");
  if (missing.length === 0) return [];
  return [problem(path, Object.keys(port).join(", "), `it lacks ${missing.join(", ")}`, "give a whole port")];
}

/** Whether a value has members to look at. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
