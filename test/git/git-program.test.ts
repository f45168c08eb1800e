import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GitUnavailable } from '../../src/domain/repositories/index.ts';
import { GitProgram, RepositoryDirectory } from '../../src/runtime/git/index.ts';

const place = mkdtempSync(join(tmpdir(), 'atelier-program-'));
const uuid = 'a'.repeat(32);
let path: string;
beforeAll(async () => {
  const files = new RepositoryDirectory(new GitProgram({ most: 1, waiting: 0 }), place);
  await files.create(uuid, { defaultBranch: 'main' });
  path = await files.pathOf(uuid);
});
afterAll(() => rmSync(place, { recursive: true }));

/** Runs until its input ends. */
const patient = ['cat-file', '--batch'];

/** With other values in this process's environment for as long as the work takes. */
async function withEnvironment<T>(values: Record<string, string>, work: () => Promise<T>) {
  const before = { ...process.env };
  Object.assign(process.env, values);
  try {
    return await work();
  } finally {
    process.env = before;
  }
}

describe('the git program', () => {
  it('is told to be missing, and found again', async () => {
    const program = new GitProgram({ most: 1, waiting: 0 });
    const asked = () => program.ask(path, ['rev-parse', '--git-dir']);
    const missing = withEnvironment({ PATH: '/nonexistent' }, asked);
    await expect(missing).rejects.toThrow(GitUnavailable);
    expect(await asked()).toBe('.');
  });

  it('hears nothing of the environment or the configuration of the host', async () => {
    const program = new GitProgram({ most: 1, waiting: 0 });
    const strange = { GIT_DIR: '/nonexistent', GIT_CONFIG_COUNT: '1', SECRET: 'x' };
    const said = await withEnvironment(strange, () =>
      program.ask(path, ['-c', 'alias.show=!env', 'show']).catch(String),
    );
    expect(said).not.toContain('SECRET');
    expect(
      await withEnvironment(strange, () => program.ask(path, ['rev-parse', '--git-dir'])),
    ).toBe('.');
  });

  it('lets so many run, so many wait, and refuses the rest', async () => {
    const program = new GitProgram({ most: 1, waiting: 1 });
    const first = await program.start(path, patient);
    const second = program.start(path, patient);
    await expect
      .poll(() => program.start(path, patient).catch((error) => error))
      .toBeInstanceOf(GitUnavailable);
    first.stdin.end();
    await text(first.stdout);
    const next = await second;
    next.stdin.end();
    expect((await next.ended).code).toBe(0);
  });

  it('forgets who gives up waiting', async () => {
    const program = new GitProgram({ most: 1, waiting: 1 });
    const first = await program.start(path, patient);
    const giveUp = new AbortController();
    const waiting = program.start(path, patient, { signal: giveUp.signal });
    giveUp.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    first.kill();
    await first.ended;
    expect(await program.ask(path, ['rev-parse', '--git-dir'])).toBe('.');
  });

  it('ends with the request that it works for, or with the server', async () => {
    const program = new GitProgram({ most: 2, waiting: 0 });
    const leave = new AbortController();
    const first = await program.start(path, patient, { signal: leave.signal });
    leave.abort();
    expect((await first.ended).code).toBe(null);
    const second = await program.start(path, patient);
    await program.close();
    expect((await second.ended).code).toBe(null);
  });
});
