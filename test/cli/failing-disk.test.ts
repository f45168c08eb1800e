import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { compiledFaults, faultsUnder } from '../crash/disk-faults.ts';
import { type Credentials, createGroup } from './calls.ts';
import { atelier, printed, scratchDirectory, serve } from './command.ts';

vi.setConfig({ testTimeout: 60_000 });

const scratch = scratchDirectory();
const library = compiledFaults(scratch);
const oneLine = /^atelier: [^\n]+\n$/;

test('a first start that the full disk stops at any write can be made again', async () => {
  const data = join(scratch, 'first');
  const faults = faultsUnder(library, `${data}.faults`, data);
  let credentials: Credentials | undefined;
  let failed = 0;
  for (let writes = 0; !credentials; writes = Math.ceil(1.6 * writes + 1)) {
    faults.failWrites('ENOSPC', writes);
    const { code, stdout, stderr } = await atelier(['init', '--json', '--data', data], faults);
    if (code === 0) {
      credentials = JSON.parse(stdout);
    } else {
      expect({ code, stdout, stderr }).toEqual({
        code: 1,
        stdout: '',
        stderr: expect.stringMatching(oneLine),
      });
      failed += 1;
    }
  }
  // From the key on to the last page of the database.
  expect(failed).toBeGreaterThan(5);
  const server = await serve(['--data', data]);
  expect(await createGroup(server.endpoint, credentials, credentials.project_id)).toBe(201);
  await server.stop();
});

test.each([
  ['ENOSPC', 'full'],
  ['EROFS', 'disk I/O error'],
] as const)(
  'a server does not start on a disk that fails with %s, and says so',
  async (errno, said) => {
    const data = join(scratch, errno);
    const credentials = await printed<Credentials>(['init', '--data', data]);
    const faults = faultsUnder(library, `${data}.faults`, data);
    faults.failWrites(errno);
    const { code, stderr } = await atelier(['serve', '--port', '0', '--data', data], faults);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(oneLine) });
    expect(stderr).toContain(said);
    faults.mend();
    const server = await serve(['--data', data], faults);
    expect(await createGroup(server.endpoint, credentials, credentials.project_id)).toBe(201);
    await server.stop();
  },
);
