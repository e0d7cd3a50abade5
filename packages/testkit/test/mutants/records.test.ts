import { describe } from "vitest";
import type { ChangeControl, ChangeSource, OwnerDirectory } from "@footplate/core";
import { changeControlCases, changeSourceCases, ownerDirectoryCases } from "../../src/index.ts";
import { changeControlWorld, changeSourceWorld, ownerWorld } from "../port-worlds.ts";
import { rejectsAll } from "./rejects.ts";

let anew = 0;

const controls: Readonly<Record<string, (control: ChangeControl) => ChangeControl>> = {
  "remembers its first answer": (control) => {
    const answers = new Map<string, ReturnType<ChangeControl["read"]>>();
    return {
      ...control,
      read: (id, call) => {
        const answer = answers.get(id) ?? control.read(id, call);
        answers.set(id, answer);
        return answer;
      },
    };
  },
  "takes a word that it does not know for approved": (control) => ({
    ...control,
    read: async (id, call) => {
      const request = await control.read(id, call);
      const known = ["draft", "requested", "approved", "refused", "closed"];
      return request && { ...request, state: known.includes(request.state) ? request.state : "approved" };
    },
  }),
  "throws for an unknown request": (control) => ({
    ...control,
    read: async (id, call) => {
      const request = await control.read(id, call);
      if (request === undefined) throw new Error("404");
      return request;
    },
  }),
  "notes as often as it is asked": (control) => ({
    ...control,
    note: (id, key, text, call) => control.note(id, `${key.slice(0, 250)}-${(anew += 1)}`, text, call),
  }),
  "takes notes for nobody": (control) => ({
    ...control,
    note: async (id, key, text, call) => {
      call?.signal?.throwIfAborted();
      if (id !== "no-such-request") await control.note(id, key, text, call);
    },
  }),
  "takes notes of all keys for one": (control) => ({
    ...control,
    note: (id, _key, text, call) => control.note(id, "note", text, call),
  }),
  "finds a request by the beginning of its id": (control) => ({
    ...control,
    read: (id, call) => control.read(id.slice(0, 5), call),
  }),
  "does not hear the signal": (control) => ({ ...control, note: (id, key, text) => control.note(id, key, text) }),
};

describe("every broken change control is rejected by some case, and not by all", () => {
  rejectsAll<ChangeControl>(controls, (broken) => changeControlCases(changeControlWorld(broken)));
});

const sources: Readonly<Record<string, (source: ChangeSource) => ChangeSource>> = {
  "lists oldest first": (source) => ({
    ...source,
    versions: async (...args) => (await source.versions(...args)).toReversed(),
  }),
  "lists all, however many were asked for": (source) => ({
    ...source,
    versions: (service, { limit: _limit, ...call } = {}) => source.versions(service, call),
  }),
  "compares the wrong way round": (source) => ({
    ...source,
    compare: (service, from, to, call) => source.compare(service, to, from, call),
  }),
  "shows the first change only": (source) => ({
    ...source,
    compare: async (...args) => {
      const found = await source.compare(...args);
      return { ...found, changes: found.changes.slice(0, 1) };
    },
  }),
  "says ahead of what parted": (source) => ({
    ...source,
    compare: async (...args) => {
      const found = await source.compare(...args);
      return { ...found, relation: found.relation === "diverged" ? "ahead" : found.relation };
    },
  }),
  "takes an unknown version for an empty one": (source) => ({
    ...source,
    compare: async (service, from, to, call) => {
      call?.signal?.throwIfAborted();
      const none = { changes: [], complete: true, relation: "same" };
      return source.compare(service, from, to, call).catch(() => none);
    },
  }),
  "takes an unknown service for one without versions": (source) => ({
    ...source,
    versions: async (service, call) => {
      call?.signal?.throwIfAborted();
      return source.versions(service, call).catch(() => []);
    },
  }),
  "counts notes that were asked for": (source) => ({
    ...source,
    notes: async (...args) => `${await source.notes(...args)}\n${(anew += 1)}`,
  }),
  "does not hear the signal": (source) => ({
    ...source,
    notes: (service, from, to) => source.notes(service, from, to),
  }),
};

describe("every broken change source is rejected by some case, and not by all", () => {
  rejectsAll<ChangeSource>(sources, (broken) => changeSourceCases(changeSourceWorld(broken)));
});

const directories: Readonly<Record<string, (directory: OwnerDirectory) => OwnerDirectory>> = {
  "names nobody as an empty list": (directory) => ({
    ...directory,
    ownerOf: async (component, call) => (await directory.ownerOf(component, call)) ?? { component, owners: [] },
  }),
  "looks a component up in a plain object": (directory) => ({
    ...directory,
    ownerOf: async (component, call) => {
      const entries = Object.fromEntries((await directory.all(call)).map((entry) => [entry.component, entry]));
      const found = entries[component];
      return found?.owners?.length === 0 ? undefined : found;
    },
  }),
  "sorts owners by name": (directory) => ({
    ...directory,
    ownerOf: async (component, call) => {
      const found = await directory.ownerOf(component, call);
      return found && { ...found, owners: found.owners.toSorted() };
    },
  }),
  "names somebody by the beginning of a component": (directory) => ({
    ...directory,
    ownerOf: async (component, call) =>
      (await directory.all(call)).find((entry) => component.startsWith(entry.component) && entry.owners.length > 0),
  }),
  "lists the first entry only": (directory) => ({
    ...directory,
    all: async (call) => (await directory.all(call)).slice(0, 1),
  }),
  "lists entries twice": (directory) => ({
    ...directory,
    all: async (call) => [...(await directory.all(call)), ...(await directory.all(call))],
  }),
  "does not hear the signal": (directory) => ({ ...directory, all: () => directory.all() }),
};

describe("every broken owner directory is rejected by some case, and not by all", () => {
  rejectsAll<OwnerDirectory>(directories, (broken) => ownerDirectoryCases(ownerWorld(broken)));
});
