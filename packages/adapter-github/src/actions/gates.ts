import type { DeployRunner } from "@footplate/core";
import { isNumber } from "../check-options.ts";
import { fault } from "../fault.ts";
import type { Runs } from "./runs.ts";

/** Environments that ask somebody before a run may go on. */
export function createGates(runs: Runs): NonNullable<DeployRunner["gates"]> {
  return {
    pending: async (id, call = {}) => runs.gates(id, call),
    answer: async (id, gates, approve, note, call = {}) => {
      call.signal?.throwIfAborted();
      if (gates.length === 0 || !gates.every(isNumber))
        throw refused("no gate is named", "give ids that pending listed");
      if (note.trim() === "") throw refused("the note is empty", "say why: GitHub shows it with the answer");
      const json = { environment_ids: gates.map(Number), state: approve ? "approved" : "rejected", comment: note };
      await runs.answer(id, json, call);
    },
  };
}

function refused(message: string, hint: string): Error {
  return fault({ code: "invalid_input", message, written: "no", hint });
}
