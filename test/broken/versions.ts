/** One replacement in one source file. */
export interface Change {
  /** From the root of the repository. */
  readonly file: string;
  /** Must be there exactly once. */
  readonly from: string;
  readonly to: string;
}

/** A version of the sources that is wrong on purpose, and the test that must notice. */
export interface BrokenVersion {
  /** What is wrong with it, in a few words. */
  readonly name: string;
  readonly changes: readonly Change[];
  /** The file of the test, from the root of the repository. */
  readonly test: string;
  /** The test's own name, or the beginning of it; the names of groups around it left out. */
  readonly fails: string;
}

/** The faults that the promises rest on. */
export const brokenVersions: readonly BrokenVersion[] = [
  {
    name: "the intent is written after the send",
    changes: [
      {
        file: "packages/core/src/plan/carry-out.ts",
        from: `  const noted = await append(work, operation, intent);
  if (!noted.ok) return left(operation, "another process is at work on it");
`,
        to: "",
      },
      {
        file: "packages/core/src/plan/carry-out.ts",
        from: "  const appended = await append(work, operation, done);\n  const id =",
        to: "  await append(work, operation, intent);\n  const appended = await append(work, operation, done);\n  const id =",
      },
    ],
    test: "packages/core/test/plan/journal-answers.test.ts",
    fails: "F72: no intent written, nothing sent",
  },
  {
    name: "what settled is judged by the clock after the listing",
    changes: [
      {
        file: "packages/core/src/plan/observe.ts",
        from: "  const began = (await lookout.info()).now;\n  const listing = await list(lookout);\n",
        to: "  const listing = await list(lookout);\n  const began = (await lookout.info()).now;\n",
      },
    ],
    test: "packages/core/test/plan/deadline.test.ts",
    fails: "F23: what is absent is judged by when the listing began",
  },
  {
    name: "a listing that failed is an empty one",
    changes: [
      {
        file: "packages/core/src/plan/observe.ts",
        from: `    return {
      held: [],
      answered: false,
      why: [error.message, error.hint].filter((part) => part !== undefined).join("; "),
    };`,
        to: "    return { held: [], answered: true };",
      },
    ],
    test: "packages/core/test/plan/listing.test.ts",
    fails: "F3 F16: a listing that failed or was cut is not an empty one",
  },
  {
    name: "the lease is not looked at before a write",
    changes: [
      {
        file: "packages/core/src/plan/carry-out.ts",
        from: "  await work.lease.hold(mirror.sendMs);\n",
        to: "",
      },
    ],
    test: "packages/core/test/plan/listing.test.ts",
    fails: "F69: a process that stood still while another took the line sends nothing more",
  },
  {
    name: "a write is sent again after the connection broke",
    changes: [
      {
        file: "packages/http/src/failure.ts",
        from: `{ ...unknownOutcome("the connection broke before an answer came") }`,
        to: `{ ...unknownOutcome("the connection broke before an answer came"), again: "retry" }`,
      },
    ],
    test: "packages/http/test/retry.test.ts",
    fails: "F2 a POST whose answer is lost is sent once",
  },
  {
    name: "Retry-After is ignored",
    changes: [
      {
        file: "packages/http/src/exchange.ts",
        from: "const waitMs = retryAfterMs(sent.headers, one.nowMs());",
        to: "const waitMs = undefined;",
      },
    ],
    test: "packages/http/test/retry.test.ts",
    fails: "F11 a pause holds for every call of the transport",
  },
  {
    name: "a redirect is followed",
    changes: [{ file: "packages/http/src/exchange.ts", from: `redirect: "manual"`, to: `redirect: "follow"` }],
    test: "packages/http/test/answer.test.ts",
    fails: "F33 a 307 is not followed, and the credential stays",
  },
  {
    name: "an error keeps the runtime's own error as its cause",
    changes: [
      {
        file: "packages/http/src/exchange.ts",
        from: "    return networkFailure(error);\n",
        to: "    Object.assign(scope, { raw: error });\n    return networkFailure(error);\n",
      },
      {
        file: "packages/http/src/call.ts",
        from: "throw errorOf(spec, prepared, step?.failure ?? exchanged.failure);",
        to: `throw Object.assign(errorOf(spec, prepared, step?.failure ?? exchanged.failure), { cause: scope.raw });`,
      },
    ],
    test: "packages/http/test/redaction.test.ts",
    fails: "F62 GET, a fetch whose error says all",
  },
  {
    name: "taken in (202) is taken for done",
    changes: [
      {
        file: "packages/adapter-opsgenie/src/pager.ts",
        from: "      const status = await settled(await alerts.raise(body, budget()), budget);\n      if (!status.isSuccess) throw refused(status);\n",
        to: `      const id = await alerts.raise(body, budget());
      if (id !== "") return { key: page.key, id, status: "open", message: page.message, createdAt: "", count: 1 };
      const status = await settled(id, budget);
`,
      },
    ],
    test: "packages/adapter-opsgenie/test/pager.test.ts",
    fails: "F30 is there when the service has done it, not when it has taken it in",
  },
  {
    name: "what ended is read as absent",
    changes: [
      {
        file: "packages/core/src/plan/decide-absent.ts",
        from: "  const ended = subject.marked.filter((held) => held.ended === true);\n",
        to: "  const ended = subject.marked.filter(() => false);\n",
      },
    ],
    test: "packages/core/test/plan/plan.test.ts",
    fails: "F84: a notice completed early by hand is not made again",
  },
  {
    name: "a person's copy is taken for ours",
    changes: [
      {
        file: "packages/core/src/plan/decision.ts",
        from: "  if (state.dropped.some(({ nonce }) => nonce === held.mark?.nonce)) {",
        to: "  if (held.mark !== undefined || state.dropped.length > 0) {",
      },
    ],
    test: "packages/core/test/plan/plan.test.ts",
    fails: "F83: copies made by hand are shown and never touched",
  },
  {
    name: "every change mails the subscribers",
    changes: [
      {
        file: "packages/adapter-statuspage/src/payload.ts",
        from: "return { ...fields, deliver_notifications: false };",
        to: "return { ...fields, deliver_notifications: true };",
      },
    ],
    test: "packages/adapter-statuspage/test/mirror.test.ts",
    fails: "F87 of a title sends that field alone",
  },
  {
    name: "pages that do not go on where the one before ended are a whole list",
    changes: [
      {
        file: "packages/http/src/overlapped-rows.ts",
        from: "if (got === undefined || !overlaps(list, known, got.rows)) return moved;",
        to: "if (got === undefined) return moved;",
      },
    ],
    test: "packages/http/test/overlapped-rows.test.ts",
    fails: "F31 one that lost a row is read anew",
  },
  {
    name: "a full page that did not change is taken for the last",
    changes: [
      {
        file: "packages/adapter-github/src/issues/issues.ts",
        from: 'last: next === "none" && (status !== 304 || data.length < size)',
        to: 'last: next === "none"',
      },
    ],
    test: "packages/adapter-github/test/tickets.test.ts",
    fails: "F31 what did not change is not sent again",
  },
  {
    name: "an override is made without looking for one",
    changes: [
      {
        file: "packages/adapter-opsgenie/src/overrides.ts",
        from: "      if (there !== undefined) return there;\n",
        to: "",
      },
    ],
    test: "test/second-override.test.ts",
    fails: "F2 F24 F81 an override whose answer was lost",
  },
];
