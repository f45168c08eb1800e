import { statSync } from 'node:fs';
import { join } from 'node:path';
import { isRightVault, type TreeFaults } from '../domain/installation/index.ts';
import type { DataLocation } from '../main.ts';
import { dataDirectoryAt, masterKey } from '../runtime/data-directory.ts';
import { vaultUnder } from '../runtime/vault.ts';
import { type Inspection, inspectFile, isDirectoryLocked } from '../storage/index.ts';
import { explain } from './failure.ts';
import { type Finding, failure, ok, warning } from './finding.ts';

const restore = 'restore a backup, and keep this directory to look into';
/** A log beyond this, in bytes, is not carried over as it should be. */
const longLog = 128 * 1024 * 1024;

/** What is stored: whether it is whole, fits this program, and opens with the master key. */
export async function examineStore({ directory, masterKeyFile }: DataLocation): Promise<Finding[]> {
  const { used, databaseFile, path } = dataDirectoryAt(directory);
  const findings = [server(directory)];
  if (!used) {
    const advice = 'start with atelier init or serve';
    return [...findings, failure('database', `${directory} holds none yet`, advice)];
  }
  let inspection: Inspection;
  try {
    inspection = inspectFile(databaseFile);
  } catch (error) {
    return [...findings, failure('database', explain(error), restore)];
  }
  try {
    findings.push(log(inspection), await engine(inspection));
    const version = schema(inspection);
    findings.push(version);
    if (version.state !== 'ok') return findings;
    const keyFile = masterKeyFile ?? join(path, 'master.key');
    findings.push(await key(inspection, keyFile), await trees(inspection));
  } catch (error) {
    findings.push(failure('database', explain(error), restore));
  } finally {
    await inspection.close();
  }
  return findings;
}

function server(directory: string): Finding {
  const running = isDirectoryLocked(directory);
  return ok('server', running ? 'one is running on this data' : 'none is running on this data');
}

function log({ logBytes }: Inspection): Finding {
  const found = `${Math.ceil(logBytes / 1024)} KiB in the write-ahead log`;
  if (logBytes <= longLog) return ok('log', found);
  const advice = 'a program that reads for long keeps it from being carried over: end that one';
  return warning('log', found, advice);
}

async function engine(inspection: Inspection): Promise<Finding> {
  const faults = await inspection.engineFaults();
  if (faults.length === 0) return ok('database', 'whole');
  return failure('database', `damaged: ${faults.join('; ')}`, restore);
}

function schema({ schema: { stored, known } }: Inspection): Finding {
  const found = `version ${stored}`;
  if (stored === known) return ok('schema', found);
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
