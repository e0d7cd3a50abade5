import type { RefusedCommand } from "../../decided.ts";
import type { Fact } from "../../line/fact.ts";
import { trainOf } from "../../line/subject.ts";
import { shown } from "../../time/invalid-input.ts";
import { slotOf } from "../../timetable/slots.ts";
import { type Matter, missing } from "../../train/decide/matter.ts";
import type { TrainView } from "../../train/view.ts";
import { type WindowNow, windowNow } from "../window-now.ts";

/** A window of the line as it stands now, however far away it is; or why there is none. */
export function windowNamed({ view, now }: Pick<Matter, "view" | "now">, id: string): WindowNow | RefusedCommand {
  const near = windowNow(view, id, now);
  if (near !== undefined) return near;
  const day = dayOf(view, id);
  // How it stands is asked of now, where it lies of the days around it.
  const there = day === undefined ? undefined : { ...view, timetable: () => view.timetable(day) };
  const far = there && windowNow(there, id, now);
  return (
    far ?? missing(`the line has no window ${shown(id)}`, "use the id of a window from the timetable, guests included")
  );
}

/** Whether it is a refusal and not a window. */
export function isNoWindow(value: WindowNow | RefusedCommand): value is RefusedCommand {
  return "ok" in value;
}

/** A moment near the window: where facts put it, or else the day of its slot. */
function dayOf(view: TrainView, id: string): string | undefined {
  const { line, open, facts } = view;
  const guest = `${line.id}/guest/`;
  if (id.startsWith(guest)) {
    const asked = facts.findLast((fact) => fact.type === "guestRequested" && fact.guest === id.slice(guest.length));
    return asked?.type === "guestRequested" ? dayOf(view, asked.window) : undefined;
  }
  const put = facts.findLast((fact): fact is Extract<Fact, { readonly type: "windowMoved" | "windowReopened" }> => {
    return (fact.type === "windowMoved" && fact.window === id) || (fact.type === "windowReopened" && fact.as === id);
  });
  if (put !== undefined) return put.start;
  const oneOff = line.oneOffWindows?.find((one) => `${line.id}/one-off/${one.id}` === id)?.date;
  const date = oneOff ?? slotOf(line, open.eras, trainOf(id))?.date;
  return date && `${date}T12:00:00Z`;
}
