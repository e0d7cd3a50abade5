import type { Note } from "@footplate/core";
import { openJournal } from "../../src/index.ts";

// Appends to one stream by compare-and-set, and says on stdout what was acknowledged.
const [, , file = "", name = "", wanted = "0"] = process.argv;
const journal = openJournal({ file, busyTimeoutMs: 20_000 });
let expected = 0;
for (let done = 0; done < Number(wanted);) {
  const note: Note = { type: "dropped", generation: 1, nonce: `${name}-${done}` };
  const answer = await journal.note("line", "calendar", "k", note, { expected });
  if (answer.ok) {
    process.stdout.write(`${note.nonce}\n`);
    done += 1;
    expected = answer.version;
  } else {
    expected = (await journal.notes("line"))[0]?.version ?? 0;
  }
}
journal.close();
