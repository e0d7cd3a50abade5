import { FootplateError, type Mark } from "@footplate/core";

const DIGITS = "0123456789abcdefghijklmnopqrstuv";
/** Tells our ids from those that Google makes. */
const PREFIX = "fp";
const NAME = /^([a-z0-9_./-]{1,200})#([1-9]\d{0,8})$/;

/** The event id of a planned thing: always the same for the same key and generation, and readable backwards. */
export function eventId({ key, generation }: Pick<Mark, "key" | "generation">): string {
  const name = `${key}#${generation}`;
  if (!NAME.test(name)) {
    throw new FootplateError({
      code: "invalid_input",
      adapter: "gcal",
      message: `gcal: no event id can be made of the mark ${JSON.stringify(name).slice(0, 120)}`,
      written: "no",
      hint: "a key has 1 to 200 characters of [a-z0-9_./-], a generation is a whole number from 1",
    });
  }
  return PREFIX + toBase32Hex(new TextEncoder().encode(name));
}

/** The key and generation that an event id was made of; `undefined` when it is not one of ours. */
export function markOfId(id: string): Pick<Mark, "key" | "generation"> | undefined {
  if (!id.startsWith(PREFIX)) return undefined;
  const [, key, generation] = NAME.exec(fromBase32Hex(id.slice(PREFIX.length))) ?? [];
  if (key === undefined) return undefined;
  const mark = { key, generation: Number(generation) };
  return eventId(mark) === id ? mark : undefined;
}

function toBase32Hex(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => DIGITS[Number.parseInt(five.padEnd(5, "0"), 2)]).join("");
}

/** The text, or none where it is not written so. */
function fromBase32Hex(text: string): string {
  if (!/^[0-9a-v]{1,400}$/.test(text)) return "";
  const bits = Array.from(text, (digit) => DIGITS.indexOf(digit).toString(2).padStart(5, "0")).join("");
  return new TextDecoder().decode(Uint8Array.from(bits.match(/.{8}/g) ?? [], (eight) => Number.parseInt(eight, 2)));
}
