import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { defaultGitLimits, GitProgram, RepositoryDirectory } from '../../src/runtime/git/index.ts';

const place = mkdtempSync(join(tmpdir(), 'atelier-files-'));
const program = new GitProgram(defaultGitLimits);
const files = new RepositoryDirectory(program, join(place, 'repositories'));
const uuid = (digit: string) => digit.repeat(32);
const git = async (of: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'safe.directory=*', ...args], {
    cwd: await files.pathOf(of),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();

afterAll(async () => {
  await program.close();
  rmSync(place, { recursive: true });
});

const start = {
  defaultBranch: 'main',
  firstCommit: {
    author: { name: 'Ada <Lovelace>', email: 'ada@example.com' },
    at: 1_700_000_000_123,
    message: 'Begin',
    files: [
      { path: 'README.md', content: '# Engine\n' },
      { path: 'src/a.txt', content: 'ä\n' },
      { path: 'src.txt', content: '' },
      { path: 'same.txt', content: '# Engine\n' },
    ],
  },
};

describe('the places of repositories', () => {
  it('makes an empty one that git takes for whole', async () => {
    await files.create(uuid('a'), { defaultBranch: 'trunk' });
    expect(await git(uuid('a'), 'fsck', '--strict')).toBe('');
    expect(await git(uuid('a'), 'rev-parse', '--is-bare-repository')).toBe('true');
    expect(await git(uuid('a'), 'symbolic-ref', 'HEAD')).toBe('refs/heads/trunk');
    expect(await files.describe(uuid('a'))).toMatchObject({
      branches: 0,
      tags: 0,
      empty: true,
      commits: 0,
    });
  });

  it('writes a first commit as git itself would', async () => {
    await files.create(uuid('b'), start);
    expect(await git(uuid('b'), 'fsck', '--strict', '--no-dangling')).toBe('');
    const told = await git(uuid('b'), 'log', '-1', '--format=%an|%ae|%at|%s|%D', 'main');
    expect(told).toBe('Ada Lovelace|ada@example.com|1700000000|Begin|HEAD -> main');
    expect((await git(uuid('b'), 'ls-tree', '-r', '--name-only', 'main')).split('\n')).toEqual([
      'README.md',
      'same.txt',
      'src.txt',
      'src/a.txt',
    ]);
    expect(await git(uuid('b'), 'show', 'main:src/a.txt')).toBe('ä');
  });

  it('tells what is in one, loose and packed alike', async () => {
    await git(uuid('b'), 'tag', 'v1', 'main');
    await git(uuid('b'), 'branch', 'feature/x', 'main');
    const loose = await files.describe(uuid('b'));
    await git(uuid('b'), 'pack-refs', '--all');
    const packed = await files.describe(uuid('b'));
    expect(loose).toMatchObject({ branches: 2, tags: 1, empty: false, commits: 1 });
    expect(loose.bytes).toBeGreaterThan(300);
    expect({ ...packed, bytes: 0 }).toEqual({ ...loose, bytes: 0 });
  });

  it('names another default branch', async () => {
    await files.setDefaultBranch(uuid('b'), 'feature/x');
    expect(await git(uuid('b'), 'symbolic-ref', 'HEAD')).toBe('refs/heads/feature/x');
    expect(readdirSync(await files.pathOf(uuid('b'))).sort()).toEqual(
      ['HEAD', 'config', 'objects', 'packed-refs', 'refs'].sort(),
    );
  });

  it('puts a default branch of several words where git looks for it', async () => {
    await files.create(uuid('c'), { ...start, defaultBranch: 'release/1.0' });
    expect(await git(uuid('c'), 'rev-list', '--count', 'release/1.0')).toBe('1');
  });

  it('lists what is there, and forgets what is removed', async () => {
    expect([...(await files.list())].sort()).toEqual([uuid('a'), uuid('b'), uuid('c')]);
    await files.remove(uuid('c'));
    await files.remove(uuid('c'));
    expect([...(await files.list())].sort()).toEqual([uuid('a'), uuid('b')]);
    expect(readdirSync(join(place, 'repositories', 'removed'))).toEqual([]);
  });

  it('refuses to make one twice, and leaves nothing of the attempt', async () => {
    await expect(files.create(uuid('a'), start)).rejects.toThrow();
    expect(await git(uuid('a'), 'symbolic-ref', 'HEAD')).toBe('refs/heads/trunk');
    expect(readdirSync(join(place, 'repositories', 'incoming'))).toEqual([]);
  });

  it('takes nothing but ids for names', async () => {
    await expect(files.create('../../etc', { defaultBranch: 'main' })).rejects.toThrow('32 digits');
  });

  it('sweeps out what a crash has left, once it is old', async () => {
    const left = join(place, 'repositories', 'incoming', `${uuid('d')}-0`);
    await files.create(uuid('d'), start);
    execFileSync('mv', [await files.pathOf(uuid('d')), left]);
    const again = () => new RepositoryDirectory(program, join(place, 'repositories'));
    await again().remove(uuid('f'));
    expect(existsSync(left)).toBe(true);
    utimesSync(left, 1, 1);
    await again().remove(uuid('f'));
    expect(existsSync(left)).toBe(false);
  });

  it('makes nothing where it only looks', async () => {
    const nowhere = join(place, 'nowhere');
    expect(await new RepositoryDirectory(program, nowhere).list()).toEqual([]);
    expect(existsSync(nowhere)).toBe(false);
  });

  it('has a temporary place where none is named, which is gone with it', async () => {
    const temporary = new RepositoryDirectory(program, undefined);
    await temporary.create(uuid('e'), { defaultBranch: 'main' });
    const path = await temporary.pathOf(uuid('e'));
    expect(existsSync(path)).toBe(true);
    temporary.close();
    expect(existsSync(path)).toBe(false);
  });
});
