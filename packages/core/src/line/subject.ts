import type { Fact } from "./fact.ts";
import type { TrainLine } from "./line.ts";
import { mayCause } from "./permissions.ts";

/** The train a window, key or train id belongs to: its first two parts. One-off windows and guests share `<line>/one-off` and `<line>/guest`. */
export function trainOf(id: string): string {
  const [line = "", train = ""] = id.split("/", 2);
  return `${line}/${train}`;
}

/** The window that a mark's key is about: an on-call override carries its window's id and its own number. */
export function windowOf(key: string): string {
  return key.replace(/\/on-call\/\d+$/, "");
}

/** The key of a train's ticket. */
export function ticketOf(train: string): string {
  return `${train}/ticket`;
}

/** The train that a fact is about. The maps give the window that a guest last asked for, and the train of a cover or swap. */
function trainOfFact(
  fact: Fact,
  windowOfGuest: ReadonlyMap<string, string>,
  trainOfChange: ReadonlyMap<string, string>,
): string | undefined {
  if ("train" in fact) return trainOf(fact.train);
  if ("window" in fact) return trainOf(fact.window);
  if ("key" in fact) return trainOf(fact.key);
  if ("cover" in fact) return trainOfChange.get(`cover ${fact.cover}`);
  if ("swap" in fact) return trainOfChange.get(`swap ${fact.swap}`);
  const window = "guest" in fact ? windowOfGuest.get(fact.guest) : undefined;
  return window === undefined ? undefined : trainOf(window);
}

/**
 * How many facts are known of each train, those accepted as lost included. More facts never make a count smaller. A loss
 * counts only where its author may accept one.
 */
export function factCounts(line: TrainLine, facts: readonly Fact[]): ReadonlyMap<string, number> {
  const windowOfGuest = new Map<string, string>();
  const trainOfChange = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const fact of facts) {
    if (fact.type === "guestRequested") windowOfGuest.set(fact.guest, fact.window);
    if (fact.type === "coverRequested") trainOfChange.set(`cover ${fact.cover}`, trainOf(fact.train));
    if (fact.type === "swapProposed") trainOfChange.set(`swap ${fact.swap}`, trainOf(fact.train));
    if (fact.type === "lossAccepted" && !mayCause(line, fact.type, fact.by)) continue;
    const train = trainOfFact(fact, windowOfGuest, trainOfChange);
    if (train === undefined) continue;
    counts.set(train, (counts.get(train) ?? 0) + (fact.type === "lossAccepted" ? fact.lost : 1));
  }
  return counts;
}
