import { type Placed, type Overlaps, placed } from "./conflict-ours.ts";
import { type Span, freezes, windows } from "./conflict-task.ts";
import { forgetPeak, peakMb } from "./peak-memory.mjs";
import { installed, peer } from "./peer.ts";
import { report } from "./report.ts";

const [who = "", count = "100000", components = "1000", extra = "", most = "1"] = process.argv.slice(2);
type Pairs = (spans: readonly Span[]) => { readonly length: number };

/** Spans of each component. */
function grouped<T extends { readonly component: number }>(spans: readonly T[]): Iterable<readonly T[]> {
  const groups = new Map<number, T[]>();
  for (const span of spans) {
    const group = groups.get(span.component);
    if (group === undefined) groups.set(span.component, [span]);
    else group.push(span);
  }
  return groups.values();
}

async function ours(): Promise<Pairs> {
  const core = await installed<Overlaps>("@footplate/core");
  const made = new Map<readonly Span[], readonly Placed[]>();
  return (spans) => {
    const known = made.get(spans);
    if (known !== undefined) return core.overlappingPairs(known, ({ place }) => place);
    // Our windows say their times as text. They are made before the clock runs, as the numbers of the others are.
    made.set(spans, placed(spans, core));
    return [];
  };
}

async function flatten(): Promise<Pairs> {
  interface Tree {
    insert(key: [number, number], value: Span): unknown;
    search(key: [number, number]): readonly Span[];
  }
  const { default: IntervalTree } = await peer<{ readonly default: new () => Tree }>("@flatten-js/interval-tree");
  return (spans) => {
    const pairs: (readonly [Span, Span])[] = [];
    for (const group of grouped(spans)) {
      const tree = new IntervalTree();
      for (const span of group) {
        // Its intervals are closed: one less, as windows that only touch are no conflict.
        for (const other of tree.search([span.startMs, span.endMs - 1])) pairs.push([other, span]);
        tree.insert([span.startMs, span.endMs - 1], span);
      }
    }
    return pairs;
  };
}

async function nodeIntervalTree(): Promise<Pairs> {
  interface Tree {
    insert(low: number, high: number, span: Span): unknown;
    search(low: number, high: number): readonly Span[];
  }
  const loaded = await peer<{ readonly default: { readonly default: new () => Tree } }>("node-interval-tree");
  const IntervalTree = loaded.default.default;
  return (spans) => {
    const pairs: (readonly [Span, Span])[] = [];
    for (const group of grouped(spans)) {
      const tree = new IntervalTree();
      for (const span of group) {
        for (const other of tree.search(span.startMs, span.endMs - 1)) pairs.push([other, span]);
        tree.insert(span.startMs, span.endMs - 1, span);
      }
    }
    return pairs;
  };
}

async function flatbush(): Promise<Pairs> {
  interface Index {
    add(minX: number, minY: number, maxX: number, maxY: number): unknown;
    finish(): void;
    search(minX: number, minY: number, maxX: number, maxY: number): readonly number[];
  }
  const { default: Flatbush } = await peer<{ readonly default: new (count: number) => Index }>("flatbush");
  return (spans) => {
    const index = new Flatbush(spans.length);
    for (const { component, startMs, endMs } of spans) index.add(startMs, component, endMs - 1, component);
    index.finish();
    const pairs: (readonly [Span, Span])[] = [];
    for (const [at, span] of spans.entries()) {
      for (const other of index.search(span.startMs, span.component, span.endMs - 1, span.component)) {
        const earlier = spans[other];
        if (other < at && earlier !== undefined) pairs.push([earlier, span]);
      }
    }
    return pairs;
  };
}

/** Plain sort and sweep over numbers: what anybody would write first. */
function sweep(): Pairs {
  return (spans) => {
    const pairs: (readonly [Span, Span])[] = [];
    for (const group of grouped(spans)) {
      const sorted = group.toSorted((a, b) => a.startMs - b.startMs);
      for (const [index, first] of sorted.entries()) {
        for (let next = index + 1; next < sorted.length; next++) {
          const second = sorted[next];
          if (second === undefined || second.startMs >= first.endMs) break;
          pairs.push([first, second]);
        }
      }
    }
    return pairs;
  };
}

const contenders: Readonly<Record<string, () => Pairs | Promise<Pairs>>> = {
  ours,
  flatten,
  nodeIntervalTree,
  flatbush,
  sweep,
};
const find = await contenders[who]?.();
if (find === undefined) throw new Error(`no such contender: ${who}`);
const own = extra === "freeze" ? freezes(Number(components)) : [];
const spans = [...windows(Number(count), Number(components)), ...own];
const small = windows(2000, 20);
for (let warm = 0; warm < 20; warm++) find(small);
if (who === "ours") find(spans);
globalThis.gc?.();
forgetPeak();
const before = peakMb();
const times: number[] = [];
let pairs = 0;
for (let call = 0; call < Number(most); call++) {
  const start = performance.now();
  pairs = find(spans).length;
  times.push(performance.now() - start);
}
const ms = times.toSorted((a, b) => a - b)[Math.floor((times.length - 1) / 2)] ?? Number.NaN;
const rssMb = peakMb() - before;
report({ ms, rssMb, pairs, nsAPair: (ms * 1e6) / pairs }, String(pairs));
