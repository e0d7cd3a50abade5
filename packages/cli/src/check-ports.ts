import type { Problem } from "@footplate/core";
import { problem } from "./bad-input.ts";
import { nearest } from "./nearest.ts";

/** What a command needs of the ports: nothing but a journal, somewhere to mirror to, or all that conducting takes. */
export type PortNeed = "journal" | "mirror" | "conduct";

interface PortShape {
  readonly methods: readonly string[];
  /** What it is for, where it must be there. */
  readonly use?: string;
  /** Parts that it may have, with their methods. */
  readonly parts?: Readonly<Record<string, readonly string[]>>;
  /** Lengths of time that it promises. */
  readonly promises?: readonly string[];
}

const MIRROR = ["normalise", "list", "read", "create", "update", "remove"] as const;
const PROMISES = ["sendMs", "settleMs"] as const;
const JOURNAL: Readonly<Record<string, PortShape>> = {
  journal: { methods: ["info", "facts", "record", "notes", "note"] },
};
const PLAN: Readonly<Record<string, PortShape>> = {
  noticeBoard: { methods: [...MIRROR, "componentsOf"] },
  calendar: { methods: MIRROR },
  onCall: { methods: ["personOf", "scheduleOf", "onCall", "nextOnCall"] },
  trainTickets: {
    methods: [
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
  },
};
const CONDUCT: Readonly<Record<string, PortShape>> = {
  ...PLAN,
  noticeBoard: {
    methods: [...MIRROR, "componentsOf", "start", "extend", "complete", "disarm", "post"],
    parts: { components: ["get", "list", "set"] },
  },
  deployRunner: {
    methods: ["start", "find", "read", "watch", "cancel"],
    use: "it starts deploys and follows them",
    parts: { reruns: ["rerunFailed"], gates: ["pending", "answer"] },
    promises: PROMISES,
  },
  versionProbe: { methods: ["running"], use: "it reads from a target what runs there" },
  chat: {
    methods: ["channelOf", "post", "edit", "find", "messages"],
    parts: { groups: ["groupOf", "personOf", "members", "setMembers"] },
    promises: PROMISES,
  },
  logBook: { methods: ["append", "find"], promises: PROMISES },
  pager: {
    methods: ["responderOf", "page", "find", "acknowledge", "note", "addResponder", "escalate", "close"],
    parts: { heartbeats: ["ping"] },
  },
  changeControl: { methods: ["read", "note"] },
  changeSource: { methods: ["versions", "compare", "notes"] },
  ownerDirectory: { methods: ["ownerOf", "all"] },
};
const SHAPES: Readonly<Record<PortNeed, Readonly<Record<string, PortShape>>>> = {
  journal: JOURNAL,
  mirror: { ...JOURNAL, ...PLAN },
  conduct: { ...JOURNAL, ...CONDUCT },
};
const MIRRORS = ["noticeBoard", "calendar"] as const;

/** What is wrong with the `ports` of a config for what a command needs of them. */
export function portProblems(ports: Readonly<Record<string, unknown>>, need: PortNeed): readonly Problem[] {
  const shapes = Object.entries(SHAPES[need]);
  return [
    ...shapes.flatMap(([name, shape]) => {
      if (ports[name] !== undefined) return onePort(name, ports[name], shape);
      return shape.use === undefined ? [] : [missingPort(ports, name, shape.use)];
    }),
    ...(need === "journal" || MIRRORS.some((name) => ports[name] !== undefined) ? [] : [noMirror(ports)]),
  ];
}

function missingPort(ports: Readonly<Record<string, unknown>>, name: string, use: string): Problem {
  const typo = wiredNames(ports).find((one) => nearest(one, [name]) === name);
  const hint = typo === undefined ? `add ports.${name}: ${use}` : `rename ports.${typo} to ports.${name}: ${use}`;
  return problem(`ports.${name}`, undefined, "it is missing", hint);
}

function noMirror(ports: Readonly<Record<string, unknown>>): Problem {
  const names = wiredNames(ports);
  const typo = names.map((name) => [name, nearest(name, MIRRORS)] as const).find(([, meant]) => meant !== undefined);
  const hint =
    typo === undefined
      ? "add ports.noticeBoard, ports.calendar or both"
      : `rename ports.${typo[0]} to ports.${String(typo[1])}`;
  return problem("ports", names.join(", "), "it has neither noticeBoard nor calendar", hint);
}

function wiredNames(ports: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(ports).filter((name) => ports[name] !== undefined);
}

function onePort(name: string, port: unknown, shape: PortShape): readonly Problem[] {
  const path = `ports.${name}`;
  if (!isObject(port))
    return [problem(path, typeof port, "it is no port", `give what the adapter's create function returns`)];
  if (port["spec"] !== 1) {
    const hint = "use versions of adapter and command line that belong together, and spread no part of an adapter";
    return [problem(`${path}.spec`, String(port["spec"]), "this version knows spec 1 only", hint)];
  }
  const parts = Object.entries(shape.parts ?? {}).filter(([part]) => port[part] !== undefined);
  return [
    ...lacking(path, port, shape.methods),
    ...(shape.promises ?? [])
      .filter((promise) => typeof port[promise] !== "number")
      .map((promise) =>
        problem(`${path}.${promise}`, typeof port[promise], "it is no length of time", "give milliseconds"),
      ),
    ...parts.flatMap(([part, methods]) => lacking(`${path}.${part}`, port[part], methods)),
  ];
}

function lacking(path: string, port: unknown, methods: readonly string[]): readonly Problem[] {
  const members = isObject(port) ? port : {};
  const missing = methods.filter((method) => typeof members[method] !== "function");
  if (missing.length === 0) return [];
  return [problem(path, Object.keys(members).join(", "), `it lacks ${missing.join(", ")}`, "give a whole port")];
}

/** Whether a value has members to look at. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
