import type { DataLocation } from '../open-data.ts';
import { dataDirectoryAt } from '../runtime/data-directory.ts';
import { type FileInspection, inspectFile, isDirectoryLocked } from '../storage/index.ts';
import { examineContents } from './examine-contents.ts';
import { explain } from './failure.ts';
import { type Finding, failure, ok, restore, warning } from './finding.ts';

/** A log beyond this, in bytes, is not carried over as it should be. */
const longLog = 128 * 1024 * 1024;

/** A database in a file: whether a server holds it, whether it is whole, and what is in it. */
export async function examineFile(
  location: DataLocation,
  withObjects: boolean,
): Promise<Finding[]> {
  const { directory } = location;
  const { used, databaseFile } = dataDirectoryAt(directory);
  const findings = [server(directory)];
  if (!used) {
    const advice = 'start with atelier init or serve';
    return [...findings, failure('database', `${directory} holds none yet`, advice)];
  }
  let inspection: FileInspection;
  try {
    inspection = inspectFile(databaseFile);
  } catch (error) {
    return [...findings, failure('database', explain(error), restore)];
  }
  try {
    findings.push(log(inspection), await engine(inspection));
    findings.push(...(await examineContents(inspection, location, withObjects)));
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

function log({ logBytes }: FileInspection): Finding {
  const found = `${Math.ceil(logBytes / 1024)} KiB in the write-ahead log`;
  if (logBytes <= longLog) return ok('log', found);
  const advice = 'a program that reads for long keeps it from being carried over: end that one';
  return warning('log', found, advice);
}

async function engine(inspection: FileInspection): Promise<Finding> {
  const faults = await inspection.engineFaults();
  if (faults.length === 0) return ok('database', 'whole');
  return failure('database', `damaged: ${faults.join('; ')}`, restore);
}
