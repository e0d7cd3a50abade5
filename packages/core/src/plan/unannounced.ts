import { placeOfWindow } from "../line/place-of.ts";
import type { TrainLine } from "../line/line.ts";
import type { NoticeBoard } from "../ports/notice-board.ts";
import type { Unannounced } from "./plan.ts";
import type { Wanted } from "./wanted.ts";

/** The targets with windows that the notice board is not told of, each once; nothing where there are none. */
export function unannounced(
  line: TrainLine,
  board: Pick<NoticeBoard, "componentsOf"> | undefined,
  wanted: readonly Wanted[],
): Unannounced | undefined {
  if (board === undefined) return undefined;
  const without = new Set(
    wanted.flatMap(({ held, window }) =>
      held?.type === "unnamed" && window !== undefined ? [placeOfWindow(window)] : [],
    ),
  );
  const all = line.stops.flatMap((stop) =>
    stop.targets.map(({ id, refs }) => ({ place: `${stop.id}/${id}`, components: board.componentsOf(refs) })),
  );
  const targets = all.filter(({ place }) => without.has(place)).map(({ place }) => place);
  if (targets.length === 0) return undefined;
  const ref = refOf(line, board);
  return {
    targets,
    ...(all.every(({ components }) => components.length === 0) && { all: true as const }),
    ...(ref !== undefined && { ref }),
  };
}

/** The ref by which other targets name their component: a port does not tell under which name it looks. */
function refOf(line: TrainLine, { componentsOf }: Pick<NoticeBoard, "componentsOf">): string | undefined {
  const named = line.stops
    .flatMap(({ targets }) => targets)
    .flatMap(({ refs }) => Object.entries(refs ?? {}))
    .find(([adapter, values]) => componentsOf({ [adapter]: values }).length > 0);
  if (named === undefined) return undefined;
  const [adapter, values] = named;
  const fields = Object.keys(values);
  return fields.length === 1 ? `refs.${adapter}.${fields[0] ?? ""}` : `refs.${adapter}`;
}
