import { type Overlaps, placed } from "./conflict-ours.ts";
import { type Span, windows } from "./conflict-task.ts";
import { installed, peer } from "./peer.ts";
import { report, steadyMs, timeOf } from "./report.ts";

/** Asks with every candidate once; gives how many were found. */
type Ask = () => number;

async function ours(spans: readonly Span[], candidates: readonly Span[]): Promise<() => Ask> {
  const core = await installed<Overlaps>("@footplate/core");
  const [items, asked] = [placed(spans, core), placed(candidates, core)];
  return () => {
    const index = core.overlapIndex(items, ({ place }) => place);
    return () => asked.reduce((sum, one) => sum + index.overlapping(one, one.place).length, 0);
  };
}

async function flatten(spans: readonly Span[], candidates: readonly Span[]): Promise<() => Ask> {
  interface Tree {
    insert(key: [number, number], value: Span): unknown;
    search(key: [number, number]): readonly Span[];
  }
  const { default: IntervalTree } = await peer<{ readonly default: new () => Tree }>("@flatten-js/interval-tree");
  return () => {
    const trees = new Map<number, Tree>();
    for (const span of spans) {
      const tree = trees.get(span.component) ?? new IntervalTree();
      trees.set(span.component, tree);
      tree.insert([span.startMs, span.endMs - 1], span);
    }
    return () =>
      candidates.reduce(
        (sum, { component, startMs, endMs }) => sum + (trees.get(component)?.search([startMs, endMs - 1]).length ?? 0),
        0,
      );
  };
}

async function flatbush(spans: readonly Span[], candidates: readonly Span[]): Promise<() => Ask> {
  interface Index {
    add(minX: number, minY: number, maxX: number, maxY: number): unknown;
    finish(): void;
    search(minX: number, minY: number, maxX: number, maxY: number): readonly number[];
  }
  const { default: Flatbush } = await peer<{ readonly default: new (count: number) => Index }>("flatbush");
  return () => {
    const index = new Flatbush(spans.length);
    for (const { component, startMs, endMs } of spans) index.add(startMs, component, endMs - 1, component);
    index.finish();
    return () =>
      candidates.reduce(
        (sum, { component, startMs, endMs }) => sum + index.search(startMs, component, endMs - 1, component).length,
        0,
      );
  };
}

const [who = "", count = "100000", forMs = "300"] = process.argv.slice(2);
const contenders = { ours, flatten, flatbush };
const spans = windows(Number(count), 1000);
const candidates = spans.filter((_span, index) => index % 10 === 0);
const build = await contenders[who as keyof typeof contenders](spans, candidates);
let ask: Ask = () => 0;
const buildMs = timeOf(() => (ask = build()));
const found = ask();
report({ buildMs, microseconds: (steadyMs(ask, Number(forMs)) / candidates.length) * 1000 }, String(found));
