import { rm } from "node:fs/promises";
import type { Fact } from "@footplate/core";
import { openJournal } from "@footplate/journal-sqlite";
import { account } from "./account.ts";
import { command } from "./command.ts";
import { compare } from "./compare.ts";
import type { House } from "./house.ts";
import { busy, PUBLISH, TRAIN } from "./lines.ts";
import { publishing, publishToEnd } from "./publish.ts";
import { check } from "./tally.ts";

/** No file may grow beyond this while the disk is full, in blocks of 512 bytes: enough to begin, too little to end. */
const FULL = 320;

const remove = async (journal: string): Promise<void> => {
  for (const end of ["", "-wal", "-shm"]) await rm(`${journal}${end}`, { force: true });
};

/** F72: no file can grow any more while publishing. What cannot be written down is not sent. */
export async function diskFull(house: House, expected: readonly string[]): Promise<void> {
  const { tally } = house;
  const services = await house.services(PUBLISH);
  const common = await publishing(house, busy, house.journal());
  const args = ["apply", common.line, "--journal", common.journal, "--from", "2026-11-20", "--to", "2026-12-12"];
  tally.faults += 1;
  const { code, said } = await command(house, services, args, FULL);
  const refused = said.includes("the journal") && said.includes("disk");
  check(tally, "disk full: refused", code === 1 && refused, `${String(code)} ${said.slice(-200)}`);
  const { writes } = await services.count();
  check(tally, "disk full: in the middle", writes > 0 && writes < expected.length, `${String(writes)} writes`);
  const wrong = await publishToEnd(house, services, common);
  check(tally, "disk full: goes on", wrong === "", wrong);
  compare(tally, "disk full", expected, account(await services.state()));
  await services.close();
}

/** F73: the journal is deleted. Without facts it is made anew; with facts lost it is refused until somebody accepts that. */
export async function journalGone(house: House, expected: readonly string[]): Promise<void> {
  const { tally } = house;
  const services = await house.services(PUBLISH);
  const common = await publishing(house, busy, house.journal());
  const range = ["--from", "2026-11-20", "--to", "2026-12-12"];
  const apply = ["apply", common.line, "--journal", common.journal, ...range];
  await publishToEnd(house, services, common);
  await remove(common.journal);
  tally.faults += 1;
  const again = await publishToEnd(house, services, common);
  check(tally, "journal deleted: made anew", again === "", again);
  compare(tally, "journal deleted", expected, account(await services.state()));
  await recordGuest(common.journal);
  await publishToEnd(house, services, common);
  const before = account(await services.state());
  await remove(common.journal);
  tally.faults += 1;
  await services.advance(200_000);
  const refused = await command(house, services, apply);
  const missing = refused.code !== 0 && refused.said.includes("accept-loss");
  check(tally, "facts lost: refused", missing, `${String(refused.code)} ${refused.said.slice(-300)}`);
  compare(tally, "facts lost: nothing touched", before, account(await services.state()));
  const loss = ["accept-loss", common.line, TRAIN, "--lost", "2", "--as", "lead", "--reason", "no backup"];
  const accepted = await command(house, services, [...loss, "--journal", common.journal]);
  check(tally, "facts lost: accepted", accepted.code === 0, accepted.said.slice(-300));
  const after = await publishToEnd(house, services, common);
  check(tally, "facts lost: goes on", after === "", after);
  compare(tally, "facts lost", expected, account(await services.state()));
  await services.close();
}

async function recordGuest(file: string): Promise<void> {
  const by = { person: "lead" };
  const journal = openJournal({ file });
  const asked: Fact = {
    id: "guest-1",
    type: "guestRequested",
    at: PUBLISH,
    by,
    guest: "index",
    window: `${TRAIN}/prod/client-a/primary`,
    name: "Index rebuild",
    length: "PT20M",
    owner: "search",
    change: "CR-1",
  };
  await journal.record(busy.id, [asked, { id: "guest-2", type: "guestAccepted", at: PUBLISH, by, guest: "index" }]);
  journal.close();
}
