import type { ChangeControl, ChangeRequest } from "@footplate/core";
import { abortedCalls, casesOf, needs } from "./case-tools.ts";
import { type Case, check, frozen, refused, same } from "./check.ts";

/** A change control made for one case. */
export interface ChangeControlStage {
  readonly changeControl: ChangeControl;
  /** A request as it should be read, without a note. */
  readonly request: ChangeRequest;
  /** Another one. */
  readonly other: ChangeRequest;
  /** Somebody decides on the request. The word may be one that the service did not use before. */
  readonly decide?: (id: string, state: string) => Promise<void>;
  /** Texts of the notes of a request, oldest first. */
  readonly notes?: (id: string) => Promise<readonly string[]>;
  /** How many requests the service has had. */
  readonly sent?: () => number;
}

/** Where a conformance suite runs. */
export interface ChangeControlCasesWorld {
  readonly name: string;
  /** A service of its own. Called once for every case. */
  fresh(): Promise<ChangeControlStage>;
}

/** What every change control must do, as cases for any test runner. What needs something the stage does not offer is told as skipped. */
export function changeControlCases(world: ChangeControlCasesWorld): readonly Case[] {
  return casesOf<ChangeControlStage>(world, {
    "R2 a request is read as it stands, each time anew": asItStands,
    "F10 a state that the service invents is kept as it is": invented,
    "F16 an unknown request is absent, and takes no note": unknown,
    "a note is there once for its key, and leaves the request as it was": noted,
    "notes of other keys and requests are others": apart,
    "a note that says nothing is refused": empty,
    "an aborted call rejects with the signal's own reason and sends nothing": aborted,
  });
}

async function asItStands({ changeControl, request, other, decide }: ChangeControlStage): Promise<void> {
  for (const expected of [request, other, request]) same(await changeControl.read(expected.id), expected, expected.id);
  if (decide === undefined) return;
  for (const state of ["requested", "approved", "refused"]) {
    await decide(request.id, state);
    same(await changeControl.read(request.id), { ...request, state }, `once it is ${state}`);
  }
  same(await changeControl.read(other.id), other, "the other request");
}

async function invented({ changeControl, request, decide }: ChangeControlStage): Promise<void> {
  needs(decide, "hook `decide`");
  await decide(request.id, "approved-with-conditions");
  const state = (await changeControl.read(request.id))?.state;
  check(state !== "approved", "what nobody knows is not taken for approved");
  same(state, "approved-with-conditions", "the state");
}

async function unknown({ changeControl, request, notes }: ChangeControlStage): Promise<void> {
  same(await changeControl.read("no-such-request"), undefined, "read");
  await refused(changeControl.note("no-such-request", "fact-1", "Started"), "not_found", "no", "note");
  if (notes !== undefined) same(await notes(request.id), [], "notes");
}

async function noted({ changeControl, request, notes }: ChangeControlStage): Promise<void> {
  for (const text of ["Started", "Started", "Something else"]) await changeControl.note(request.id, "fact-1", text);
  same(await changeControl.read(request.id), request, "the request");
  if (notes !== undefined) same(await notes(request.id), ["Started"], "notes");
}

async function apart({ changeControl, request, other, notes }: ChangeControlStage): Promise<void> {
  needs(notes, "hook `notes`");
  const keys = ["fact/1", "fact/12", "fact:1", "fact/", "FACT/1", "k".repeat(300)];
  for (const key of keys) await changeControl.note(request.id, key, `Note ${key}`);
  await changeControl.note(other.id, "fact/1", "Elsewhere");
  same(
    await notes(request.id),
    keys.map((key) => `Note ${key}`),
    "notes",
  );
  same(await notes(other.id), ["Elsewhere"], "notes of the other request");
}

async function empty({ changeControl, request, notes }: ChangeControlStage): Promise<void> {
  await refused(changeControl.note(request.id, "fact-1", " "), "invalid_input", "no", "an empty note");
  if (notes !== undefined) same(await notes(request.id), [], "notes");
}

async function aborted({ changeControl, request, notes, sent }: ChangeControlStage): Promise<void> {
  await abortedCalls(
    {
      read: (options) => changeControl.read(request.id, options),
      note: (options) => changeControl.note(request.id, "fact-1", "Started", options),
    },
    sent,
  );
  same(await changeControl.read(request.id), frozen(request), "the request");
  if (notes !== undefined) same(await notes(request.id), [], "notes");
}
