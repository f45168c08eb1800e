import type { DataLocation } from '../open-data.ts';
import { inspectDatabase, type PostgresInspection, shownUrl } from '../storage/index.ts';
import { examineContents } from './examine-contents.ts';
import { explain } from './failure.ts';
import { type Finding, failure, ok, restore, warning } from './finding.ts';

/** A round trip that takes longer, in ms, is what bounds the writes: each costs several. */
const far = 5;
/** How far two clocks may be apart, in ms, before servers on other hosts are in doubt, too. */
const clockSlack = 2000;

/** A PostgreSQL database: whether it can be trusted with the data, and what is in it. */
export async function examinePostgres(
  location: DataLocation & { readonly database: string },
  withObjects: boolean,
): Promise<Finding[]> {
  const { database } = location;
  let inspection: PostgresInspection;
  try {
    inspection = await inspectDatabase(database);
  } catch (error) {
    const advice = 'see to the server, the way to it, and the rights of the user';
    return [failure('database', explain(error), advice)];
  }
  const findings = [
    reached(inspection, shownUrl(database)),
    changeable(inspection),
    durability(inspection),
    texts(inspection),
    clock(inspection),
  ];
  try {
    if (inspection.schema.stored === 0) {
      const advice = 'start with atelier init, serve or move-store';
      findings.push(failure('schema', 'the database holds no data yet', advice));
    } else {
      findings.push(...(await examineContents(inspection, location, withObjects)));
    }
  } catch (error) {
    findings.push(failure('database', explain(error), restore));
  } finally {
    await inspection.close();
  }
  return findings;
}

function reached({ version, roundTrip }: PostgresInspection, place: string): Finding {
  const found = `${place}, PostgreSQL ${version}, answers in ${roundTrip.toFixed(2)} ms`;
  if (roundTrip <= far) return ok('database', found);
  return warning('database', found, 'each write asks it several times: bring it nearer');
}

function changeable({ readOnly }: PostgresInspection): Finding {
  if (!readOnly) return ok('changes', 'are taken');
  return failure('changes', 'are not taken', 'name the primary, or let it have the right to write');
}

function durability({ settings }: PostgresInspection): Finding {
  const all = Object.entries(settings);
  const found = all.map(([name, value]) => `${name}=${value}`).join(', ');
  const off = all.filter(([, value]) => value !== 'on').map(([name]) => name);
  if (off.length === 0) return ok('durability', found);
  const advice = `set ${off.join(' and ')} to on, or a power cut takes what was answered`;
  return failure('durability', found, advice);
}

function texts({ encoding, misordered }: PostgresInspection): Finding {
  if (encoding !== 'UTF8') {
    return failure('texts', `are in ${encoding}`, 'make a database in UTF8');
  }
  if (misordered.length === 0) return ok('texts', 'UTF8, compared by their bytes');
  const found = `not compared by their bytes: ${misordered.join(', ')}`;
  return failure('texts', found, 'give these columns the collation "C" again');
}

function clock({ clockAhead, roundTrip }: PostgresInspection): Finding {
  const apart = Math.abs(clockAhead);
  const where = clockAhead < 0 ? 'behind' : 'ahead of';
  const found = `the database's is ${(apart / 1000).toFixed(1)} s ${where} this host's`;
  if (apart <= clockSlack + roundTrip) return ok('clock', found);
  return warning('clock', found, 'set them: tokens and signatures go by the clocks of the servers');
}
