import { statSync } from 'node:fs';
import { join } from 'node:path';
import { isRightVault, type TreeFaults } from '../domain/installation/index.ts';
import type { DataLocation } from '../open-data.ts';
import { masterKey } from '../runtime/data-directory.ts';
import { vaultUnder } from '../runtime/vault.ts';
import type { Inspection } from '../storage/index.ts';
import { examineRepositories } from './examine-repositories.ts';
import { explain } from './failure.ts';
import { type Finding, failure, ok, restore, warning } from './finding.ts';

/**
 * What is stored, on any engine: whether it fits this program, opens with the key, is right, and has
 * its git repositories; `withObjects`: git reads all that is in those, too.
 */
export async function examineContents(
  inspection: Inspection,
  location: DataLocation,
  withObjects: boolean,
): Promise<Finding[]> {
  const version = schema(inspection);
  if (!inspection.schema.fits) return [version];
  const keyFile = location.masterKeyFile ?? join(location.directory, 'master.key');
  return [
    version,
    await key(inspection, keyFile),
    await trees(inspection),
    ...(await examineRepositories(inspection, location, withObjects)),
  ];
}

function schema({ schema: { stored, known, fits } }: Inspection): Finding {
  const found = `version ${stored}`;
  if (fits) return ok('schema', found);
  return stored > known
    ? failure('schema', `${found}, this program knows ${known}`, 'use the newer program')
    : warning(
        'schema',
        `${found}, this program has ${known}`,
        'the next start brings it up to date',
      );
}

async function key(inspection: Inspection, file: string): Promise<Finding> {
  try {
    const vault = vaultUnder(masterKey(file, false));
    if (!(await inspection.read((records) => isRightVault(records, vault)))) {
      const advice = 'put the right one back, or name it with --master-key-file';
      return failure('master key', `${file} is not the one of this data`, advice);
    }
  } catch (error) {
    return failure('master key', explain(error), 'put it back from the copy that you keep');
  }
  if ((statSync(file).mode & 0o077) === 0) return ok('master key', `${file} fits`);
  return failure('master key', `${file} can be read by others`, `chmod 600 ${file}`);
}

async function trees(inspection: Inspection): Promise<Finding> {
  const faults = await inspection.read((records) => records.installation.countTreeFaults());
  const told = (Object.keys(words) as (keyof TreeFaults)[])
    .filter((each) => faults[each] > 0)
    .map((each) => `${faults[each]} ${words[each]}`);
  if (told.length === 0) return ok('group trees', 'paths and counts are right');
  return failure('group trees', told.join(', '), restore);
}

const words: Readonly<Record<keyof TreeFaults, string>> = {
  orphans: 'groups without their parent',
  wrongPaths: 'groups with a wrong path',
  wrongChildCounts: 'groups with a wrong number of children',
  wrongTreeCounts: 'projects with a wrong number of groups',
};
