import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DirectoryInUse, lockDirectory } from './directory-lock.ts';

let directory: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'atelier-lock-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(directory, { recursive: true });
});

/** Another process that tries to lock the directory; `word` is what came of it. */
async function otherProcess() {
  const program = `
    import { lockDirectory } from ${JSON.stringify(join(import.meta.dirname, 'directory-lock.ts'))};
    try {
      lockDirectory(process.argv[1]);
      console.log('locked');
      setInterval(() => {}, 1000);
    } catch (error) {
      console.log(error.name + ': ' + error.message);
    }`;
  const flags = ['--input-type=module', '-e', program, directory];
  const child = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const [word] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, word: word.toString().trim() };
}

it('keeps other processes out, and lets the next one in as soon as the holder is killed', async () => {
  const holder = await otherProcess();
  expect(holder.word).toBe('locked');
  expect(() => lockDirectory(directory)).toThrow(DirectoryInUse);
  const ended = once(holder.child, 'exit');
  holder.child.kill('SIGKILL');
  await ended;

  const lock = lockDirectory(directory);
  const refused = await otherProcess();
  expect(refused.word).toBe(`DirectoryInUse: another server is using ${directory}`);
  // A second one in this process is refused as well.
  expect(() => lockDirectory(directory)).toThrow(DirectoryInUse);
  lock.release();
  lockDirectory(directory).release();
});
