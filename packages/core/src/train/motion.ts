import { stableJson } from "../hash.ts";
import { own } from "./own.ts";
import type { Movements, Position, TrainState, WindowRecord } from "./train-state.ts";

/** Movements while facts are folded into them. What they came from stays as it was. */
export interface Motion {
  train(id: string): TrainState | undefined;
  /** All trains of which there is any fact. */
  trains(): Iterable<TrainState>;
  position(target: string): Position | undefined;
  window(id: string): WindowRecord | undefined;
  setTrain(state: TrainState): void;
  setPosition(position: Position): void;
  setWindow(record: WindowRecord): void;
  guestDone(guest: string): void;
  /** What came of it: the very object it began with where nothing was set. */
  value(): Movements;
}

/** Movements, ready to be folded into. */
export function motionOf(before: Movements): Motion {
  const trains = overlay(before.trains);
  const positions = overlay(before.positions);
  const windows = overlay(before.windows);
  let guestsDone = before.guestsDone;
  return {
    train: (id) => trains.get(id),
    trains: () => trains.values(),
    position: (target) => positions.get(target),
    window: (id) => windows.get(id),
    setTrain: (state) => trains.set(state.train, state),
    setPosition: (position) => positions.set(position.target, position),
    setWindow: (record) => windows.set(record.window, record),
    guestDone(guest) {
      if (!guestsDone.includes(guest)) guestsDone = [...guestsDone, guest];
    },
    value() {
      const same = trains.same() && positions.same() && windows.same() && guestsDone === before.guestsDone;
      if (same) return before;
      return {
        line: before.line,
        trains: trains.value(),
        positions: positions.value(),
        windows: windows.value(),
        guestsDone,
      };
    },
  };
}

interface Overlay<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  values(): Iterable<T>;
  same(): boolean;
  value(): Readonly<Record<string, T>>;
}

function overlay<T>(before: Readonly<Record<string, T>>): Overlay<T> {
  const changed = new Map<string, T>();
  const value = (): Readonly<Record<string, T>> =>
    changed.size === 0 ? before : { ...before, ...Object.fromEntries(changed) };
  return {
    get: (key) => changed.get(key) ?? own(before, key),
    set: (key, next) => void changed.set(key, next),
    values: () => Object.values(value()),
    same: () =>
      [...changed].every(([key, next]) => {
        const known = own(before, key);
        return known !== undefined && stableJson(known) === stableJson(next);
      }),
    value,
  };
}
