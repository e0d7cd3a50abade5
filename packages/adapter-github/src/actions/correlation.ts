import { fault } from "../fault.ts";

const MOST_TEXT = 200;
const TOKEN = /footplate\[([^\][\s]{1,600})\]/g;

/**
 * The text that a run carries so that its order can be told from it: value of an input of the workflow, which puts it into
 * its `run-name`. It ends by itself, so that `order-1` is never found in the run of `order-10`.
 */
export function correlationOf(order: string): string {
  if (order === "" || order.length > MOST_TEXT) {
    throw fault({
      code: "invalid_input",
      message: `the id of an order has ${order.length} characters`,
      written: "no",
      hint: `give it 1 to ${MOST_TEXT} characters`,
    });
  }
  return `footplate[${order.replace(/[^A-Za-z0-9_.:/#@~+-]/gu, escaped)}]`;
}

/** The ids of the orders that a run's title carries. */
export function ordersIn(title: string): readonly string[] {
  return [...title.matchAll(TOKEN)].flatMap(([, text = ""]) => {
    try {
      return [decodeURIComponent(text)];
    } catch {
      return [];
    }
  });
}

function escaped(character: string): string {
  // encodeURIComponent leaves these as they are.
  if (/[!'()*]/.test(character)) return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  // Half of a pair cannot be written as a URL; it stays unfound rather than throw.
  return /\p{Cs}/u.test(character) ? "%EF%BF%BD" : encodeURIComponent(character);
}
