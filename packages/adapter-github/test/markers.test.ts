import { instant } from "@footplate/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blockerMark, blockerMarker, noteKeyOf, noteMarker, ticketMark, ticketMarker } from "../src/issues/mark.ts";
import { replaceMarker, withMarker, withoutMarkers } from "../src/issues/marker.ts";
import { normaliseTicket, textOf } from "../src/issues/normalise.ts";
import { mark, ticket } from "./support/tickets.ts";

const key = fc.stringMatching(/^[a-z0-9_./-]{1,200}$/);
const noteKey = fc.stringMatching(/^[A-Za-z0-9_.:/#-]{1,300}$/);
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc
    .array(fc.constantFrom("\n", "\r\n", "```", "<!--", "-->", "--", " ", "a", "<!-- footplate:ticket {} -->"))
    .map((parts) => parts.join("")),
);

describe("what is written into an issue or comment", () => {
  test("comes back whatever the text around it is, and ends no comment early", () => {
    fc.assert(
      fc.property(key, fc.string({ minLength: 1, maxLength: 60 }), text, fc.nat(), (name, nonce, body, facts) => {
        const written = ticketMarker(mark({ key: name, nonce, facts }), ticket());
        expect(written.slice(4, -3)).not.toMatch(/-->|--!>|\n/);
        const whole = withMarker(body, written);
        expect(ticketMark(whole)).toEqual({
          mark: mark({ key: name, nonce, facts }),
          start: ticket().start,
          end: ticket().end,
        });
        expect(withoutMarkers(whole)).toBe(withoutMarkers(body));
      }),
    );
  });

  test("comes back from a page that writes other line ends", () => {
    const whole = withMarker("One.\n\nTwo.", ticketMarker(mark(), ticket())).replaceAll("\n", "\r\n");
    expect(ticketMark(whole)?.mark).toEqual(mark());
    expect(withoutMarkers(whole)).toBe("One.\n\nTwo.");
  });

  test("keys of notes and blockers come back", () => {
    fc.assert(
      fc.property(noteKey, fc.integer({ min: 1, max: 1e6 }), text, (name, number, body) => {
        expect(noteKeyOf(withMarker(body, noteMarker(name)))).toBe(name);
        const blocking = { key: name, ticket: number };
        expect(blockerMark(withMarker(body, blockerMarker(blocking)))).toEqual(blocking);
      }),
    );
  });

  test("another marker in its place leaves the rest to the letter", () => {
    const before = `One.\r\n\r\n${ticketMarker(mark(), ticket())}\r\nBelow it.  \n`;
    const after = ticketMarker(mark({ facts: 4 }), ticket());
    expect(replaceMarker("ticket", before, after)).toBe(`One.\r\n\r\n${after}\r\nBelow it.  \n`);
  });

  test("what is quoted or indented is none", () => {
    const written = noteMarker("k");
    for (const body of [`> ${written}`, `    ${written}`, `see ${written}`]) expect(noteKeyOf(body)).toBeUndefined();
  });

  test.each([
    ["no JSON", "<!-- footplate:ticket {key} -->"],
    ["a field too few", '<!-- footplate:ticket {"key":"k","generation":1,"nonce":"n","facts":0} -->'],
    ["a key of other characters", ticketMarker(mark(), ticket()).replace("retail/", "Retail ")],
    ["no moment", ticketMarker(mark(), ticket()).replace(ticket().start, "soon")],
    ["another kind", noteMarker("k")],
  ])("%s is no mark of a ticket", (_name, body) => expect(ticketMark(body)).toBeUndefined());

  test.each([{ key: "K K" }, { generation: 0 }, { nonce: "" }, { facts: -1 }])(
    "a mark with %j is refused, since it could not be read again",
    (change) => {
      expect(() => ticketMarker(mark(change), ticket())).toThrow(
        expect.objectContaining({ code: "invalid_input", written: "no" }),
      );
    },
  );

  test("F57 a marker that names a prototype changes none", () => {
    const body = '<!-- footplate:note {"key":"k","__proto__":{"admin":true}} -->';
    expect(noteKeyOf(body)).toBe("k");
    expect(Object.hasOwn(Object.prototype, "admin")).toBe(false);
  });
});

describe("a ticket as the service gives it back", () => {
  test("has one line of title, plain line ends, and no marker that somebody smuggled in", () => {
    const wish = ticket({ title: "  Train\n 48 ", body: `a\r\nb\n${ticketMarker(mark(), ticket())}\n` });
    expect(normaliseTicket(wish)).toEqual(ticket({ title: "Train 48", body: "a\nb" }));
  });

  test("is cut to what the service keeps, by whole characters, with room for the marker", () => {
    const { title, body } = normaliseTicket(ticket({ title: `${"t".repeat(255)}🚂`, body: "🚂".repeat(40_000) }));
    expect(title).toBe("t".repeat(255));
    expect(body).toMatch(/^(🚂)+$/u);
    const longest = ticketMarker(mark({ key: "k".repeat(200), nonce: "-".repeat(100), facts: 1e15 }), ticket());
    expect(withMarker(body, longest).length).toBeLessThanOrEqual(65_536);
  });

  test("normalising twice is as once", () => {
    fc.assert(
      fc.property(text, text, (title, body) => {
        const once = normaliseTicket(ticket({ title, body, start: instant("2026-01-01T00:00:00.500Z") }));
        expect(normaliseTicket(once)).toEqual(once);
        expect(textOf(textOf(body))).toBe(textOf(body));
      }),
    );
  });
});
