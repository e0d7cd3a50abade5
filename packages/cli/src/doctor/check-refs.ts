import { type Check, lineRefs, type Refs, type TrainLine } from "@footplate/core";
import { checked } from "@footplate/http";
import type { ConfigPorts } from "../config.ts";
import type { Examined } from "./examined.ts";

/** What a port finds in refs; throws for malformed ones. */
type Find = (refs: Refs | undefined) => unknown;

/** Who and what is not named at a service whose port is wired. Asks nobody. */
export async function* checkRefs(
  line: TrainLine,
  { noticeBoard, onCall, trainTickets, pager }: Partial<ConfigPorts>,
): AsyncGenerator<Examined, void, undefined> {
  const about = (port: string, checks: readonly Check[]): readonly Examined[] =>
    checks.map((check) => ({ about: port, ...check }));
  const people = peopleOf(line);
  if (noticeBoard !== undefined) {
    const find: Find = (refs) => noticeBoard.componentsOf(refs)[0];
    yield* about("noticeBoard", await unnamed(line, ["target"], find, "its windows are not announced"));
  }
  if (onCall !== undefined) {
    yield* about("onCall", await unnamed(line, ["line"], (refs) => onCall.scheduleOf(refs), "no schedule is named"));
    yield* about("onCall", await unnamed(line, people, (refs) => onCall.personOf(refs), "cannot be put on call"));
  }
  if (trainTickets !== undefined) {
    const find: Find = (refs) => trainTickets.personOf(refs);
    yield* about("trainTickets", await unnamed(line, people, find, "no ticket can be assigned"));
  }
  if (pager !== undefined)
    yield* about("pager", await unnamed(line, people, (refs) => pager.responderOf(refs), "cannot be called"));
}

/** The people who conduct or lead, as `lineRefs` names them. */
function peopleOf(line: TrainLine): readonly string[] {
  const turns = line.eras.flatMap(({ rotation }) => rotation?.order ?? []);
  const ids = turns.map((turn) => (typeof turn === "string" ? turn : turn.person));
  return [...line.team.leads, ...line.team.members, ...ids].map((id) => `person ${id}`);
}

/** One check for everything of these kinds or names in whose refs the port finds nothing. */
async function unnamed(line: TrainLine, which: readonly string[], find: Find, so: string): Promise<readonly Check[]> {
  const asked = lineRefs(line).filter(({ kind, name }) => which.includes(kind) || which.includes(name));
  const all = await Promise.all(
    asked.map(({ name, refs }) =>
      checked(name, async () => {
        if (find(refs) !== undefined) return "named";
        return {
          result: "doubtful",
          found: `its refs name nothing here: ${so}`,
          hint: "add its id to refs in the line",
        };
      }),
    ),
  );
  return all.filter(({ result }) => result !== "fine");
}
