import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { GitClient } from '../git/git-client.ts';
import { atelier, printed, scratchDirectory, serve } from './command.ts';

const git = new GitClient();
afterAll(() => git.close());

interface Finding {
  readonly check: string;
  readonly state: string;
  readonly found: string;
}

/** A folder with a `git` that is not the system's, and nothing else. */
function programsWith(script: string): string {
  const folder = join(scratchDirectory(), 'programs');
  mkdirSync(folder);
  writeFileSync(join(folder, 'git'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'git'), 0o700);
  return folder;
}

test('doctor tells of a git that is missing, too old or good', async () => {
  const data = join(scratchDirectory(), 'data');
  await printed(['init', '--data', data]);
  const found = async (path?: string) => {
    const env = path === undefined ? {} : { PATH: path };
    const { stdout } = await atelier(['doctor', '--json', '--data', data], { env });
    return (JSON.parse(stdout) as Finding[]).find(({ check }) => check === 'git');
  };
  expect(await found()).toMatchObject({ state: 'ok', found: expect.stringMatching(/^2\.\d+/) });
  expect(await found(scratchDirectory())).toMatchObject({
    state: 'warning',
    found: expect.stringContaining('git cannot be started'),
  });
  const old = programsWith('echo git version 2.35.9');
  expect(await found(old)).toMatchObject({ found: 'git 2.35.9 is too old: 2.36 is needed' });
});

const elsewhere = Object.values(networkInterfaces())
  .flat()
  .find((each) => each?.family === 'IPv4' && !each.internal)?.address;

test.skipIf(elsewhere === undefined)(
  'no password goes over plain http unless a flag lets it',
  async () => {
    const path = `${'a'.repeat(32)}/engine.git/info/refs?service=git-upload-pack`;
    const answers: [number, string][] = [];
    for (const flags of [[], ['--git-over-plain-http']]) {
      const data = join(scratchDirectory(), 'data');
      const server = await serve(['--data', data, '--host', '0.0.0.0', ...flags]);
      const { port } = new URL(server.endpoint);
      const answer = await fetch(`http://${elsewhere}:${port}/${path}`);
      answers.push([answer.status, await answer.text()]);
      expect(server.said().includes('WARNING: git may send passwords')).toBe(flags.length > 0);
      await server.stop();
    }
    expect(answers.map(([status]) => status)).toEqual([403, 401]);
    expect(answers[0]?.[1]).toContain('use https');
  },
);
