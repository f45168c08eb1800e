import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loggedIn } from '../concurrency/client.ts';
import { addressOf, GitClient } from '../git/git-client.ts';
import { bundledServer, startProcess } from './server-process.ts';

const git = new GitClient();
const realGit = execFileSync('which', ['git'], { encoding: 'utf8' }).trim();
let place: string;
let program: string;
let library: string;
beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'atelier-pushes-'));
  program = await bundledServer(place);
  library = join(place, 'file-trace.so');
  const source = join(import.meta.dirname, 'file-trace.c');
  execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl']);
});
afterAll(() => {
  git.close();
  rmSync(place, { recursive: true });
});

/**
 * Makes a repository and pushes all sorts to another, whose packs are joined then, on a server that is
 * traced with its children; answers what is told, or relied on, too early.
 */
async function pushed(environment: string) {
  const data = mkdtempSync(join(place, 'data-'));
  const trace = join(data, 'trace');
  const traced = `LD_PRELOAD=${library} FILE_TRACE=${trace} FILE_TRACE_UNDER=${data}/repositories`;
  // The server gives its children an environment of their own, but lets them find programs.
  const programs = join(data, 'programs');
  mkdirSync(programs);
  writeFileSync(
    join(programs, 'git'),
    `#!/bin/sh\n${environment} ${traced} exec ${realGit} "$@"\n`,
  );
  chmodSync(join(programs, 'git'), 0o700);
  const server = await startProcess(program, data, {
    env: {
      LD_PRELOAD: library,
      FILE_TRACE: trace,
      FILE_TRACE_UNDER: `${data}/repositories`,
      PATH: `${programs}:${process.env.PATH}`,
      UV_USE_IO_URING: '0',
      WITH_REPOSITORY: '1',
    },
  });
  try {
    const { first, repository } = server;
    if (!first || !repository) throw new Error('the first start makes a repository');
    const address = addressOf(server.endpoint, repository.path, first.domainName, first.password);
    const seed = await git.seeded('trunk');
    const early: string[] = [];
    const repositories = join(data, 'repositories');
    const lines = () => readFileSync(trace, 'utf8').trimEnd().split('\n');

    const login = { ...first, userName: first.domainName, region: 'cn-north-4' };
    const call = await loggedIn(server.endpoint, login);
    const [project_uuid] = repository.path.split('/');
    const files = { enable_readme: 1, license_id: 1, gitignore_id: 'Node' };
    const made = await call('POST', '/v1/repositories', { name: 'made', project_uuid, ...files });
    expect(made.status).toBe(200);
    // The trace knows answers to pushes alone; this one has arrived.
    early.push(...toldTooEarly([...lines(), 'a 0 '], repositories));
    const pushes = [
      ['trunk'],
      ['trunk:refs/heads/feature/deep/x', 'trunk:refs/tags/v1'],
      [':refs/heads/feature/deep/x', 'trunk:refs/heads/other'],
    ];
    for (const refs of pushes) {
      await git.commit(seed, refs.join());
      await git.run(seed, 'push', '-q', address, ...refs);
      early.push(...toldTooEarly(lines(), repositories));
    }
    const told = lines().length;
    process.kill(server.pid, 'SIGUSR2');
    const gone = () =>
      lines().findIndex((line, i) => i >= told && /^d \d+ pack-\w+\.idx$/.test(line));
    await expect.poll(gone, { timeout: 15_000 }).toBeGreaterThan(0);
    // What is there once packs begin to go has to stay.
    early.push(...toldTooEarly([...lines().slice(0, gone()), 'a 0 '], repositories));
    return { early, trace: lines().join('\n') };
  } finally {
    await server.kill();
  }
}

/** What is there to stay, and a power cut at the last answer could have taken. */
function toldTooEarly(lines: readonly string[], folder: string): string[] {
  const answer = lines.findLastIndex((line) => line.startsWith('a '));
  const unsynced = new Set<string>();
  for (const line of lines.slice(0, answer)) {
    const [kind, inode, name] = line.split(' ');
    if (kind === 'w') unsynced.add(`${inode}`);
    if (kind === 'n') unsynced.add(`${inode} ${name}`);
    if (kind !== 's') continue;
    for (const each of unsynced) if (each.split(' ')[0] === inode) unsynced.delete(each);
  }
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    // The hook beside the repositories is written anew at each start.
    if (!path.includes('.git')) return [];
    const facts = [`${statSync(entry.parentPath).ino} ${entry.name}`, `${statSync(path).ino}`];
    return facts.some((fact) => unsynced.has(fact)) ? [path] : [];
  });
}

describe('a repository is told to be there, and a push to be in', () => {
  it('after the sync of all objects, refs, and the directories that name them', async () => {
    const { early, trace } = await pushed('');
    expect(trace.match(/^a /gm)).toHaveLength(3);
    // Both processes are traced: git writes packs, the server the head.
    expect(trace).toMatch(/^n \d+ pack-[0-9a-f]+\.pack$/m);
    expect(trace).toMatch(/^n \d+ HEAD$/m);
    expect(early).toEqual([]);
  });

  it('which is found broken where git syncs nothing', async () => {
    const { early } = await pushed('GIT_TEST_FSYNC=0');
    expect(early.some((path) => path.endsWith('.pack'))).toBe(true);
    expect(early.some((path) => path.endsWith('refs/heads/trunk'))).toBe(true);
  });
});
