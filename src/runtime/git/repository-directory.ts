import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  FirstCommit,
  RepositoryContent,
  RepositoryFiles,
} from '../../domain/repositories/index.ts';
import {
  headOf,
  repositoriesIn,
  repositoryPath,
  shardOf,
  writeRepository,
} from './bare-repository.ts';
import { makeDirectories, replaceSynced, syncDirectory, writeSynced } from './durable-files.ts';
import { writeHook } from './fast-forward-hook.ts';
import { writeFirstCommit } from './first-commit.ts';
import type { GitProgram } from './git-program.ts';
import { removeOld } from './left-behind.ts';
import { branchPrefix, readRefs, tagPrefix } from './refs.ts';

/** How many counts of commits are remembered. */
const countsRemembered = 10_000;

/**
 * Bare repositories in a directory, each under its uuid, spread over folders by the last two of its
 * digits. Beside them lie those that are being made (`incoming`) and removed (`removed`), and our
 * `hooks`.
 */
export class RepositoryDirectory implements RepositoryFiles {
  readonly #git: GitProgram;
  readonly #place: string | undefined;
  #root: Promise<string> | undefined;
  #temporary: string | undefined;
  /** Commits that can be reached from a commit, which never change. */
  readonly #counts = new Map<string, number>();

  /** Without a place it makes a temporary one when it is first used. */
  constructor(git: GitProgram, place: string | undefined) {
    this.#git = git;
    this.#place = place;
  }

  async create(
    uuid: string,
    { defaultBranch, firstCommit }: { defaultBranch: string; firstCommit?: FirstCommit },
  ): Promise<void> {
    const root = await this.#ready();
    const draft = join(root, 'incoming', `${uuid}-${randomBytes(4).toString('hex')}`);
    try {
      await writeRepository(draft, branchPrefix + defaultBranch, async () => {
        if (firstCommit) await writeBranch(draft, defaultBranch, firstCommit);
      });
      const folder = await makeDirectories(root, [shardOf(uuid)]);
      await rename(draft, join(folder, `${uuid}.git`));
      await syncDirectory(folder);
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      throw error;
    }
  }

  async describe(uuid: string): Promise<RepositoryContent> {
    const path = await this.pathOf(uuid);
    const { refs, head } = await readRefs(path);
    const names = [...refs.keys()];
    const branches = names.filter((name) => name.startsWith(branchPrefix)).length;
    const tags = names.filter((name) => name.startsWith(tagPrefix)).length;
    const tip = refs.get(head);
    return {
      branches,
      tags,
      empty: names.length === 0,
      bytes: await bytesIn(path),
      commits: tip === undefined ? 0 : await this.#countCommits(path, tip),
    };
  }

  async hasBranch(uuid: string, branch: string): Promise<boolean> {
    const { refs } = await readRefs(await this.pathOf(uuid));
    return refs.has(branchPrefix + branch);
  }

  async setDefaultBranch(uuid: string, branch: string): Promise<void> {
    const path = await this.pathOf(uuid);
    const draft = join(path, `HEAD.${randomBytes(4).toString('hex')}`);
    await replaceSynced(join(path, 'HEAD'), draft, headOf(branchPrefix + branch));
  }

  async remove(uuid: string): Promise<void> {
    const root = await this.#ready();
    const aside = join(root, 'removed', `${uuid}-${randomBytes(4).toString('hex')}`);
    try {
      await rename(await this.pathOf(uuid), aside);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      throw error;
    }
    await syncDirectory(join(root, shardOf(uuid)));
    await rm(aside, { recursive: true, force: true });
  }

  async list(): Promise<readonly string[]> {
    // To look makes nothing.
    const root = this.#place ?? this.#temporary;
    return root === undefined ? [] : repositoriesIn(root);
  }

  /** Where a repository lies, or would. */
  async pathOf(uuid: string): Promise<string> {
    return repositoryPath(await this.#ready(), uuid);
  }

  /** The folder of the hooks that are ours. */
  async hooks(): Promise<string> {
    return join(await this.#ready(), 'hooks');
  }

  /** Nothing of a temporary place is left. */
  close(): void {
    if (this.#temporary) rmSync(this.#temporary, { recursive: true, force: true });
  }

  /** The directory, there and swept; its path. */
  #ready(): Promise<string> {
    this.#root ??= this.#open();
    return this.#root;
  }

  async #open(): Promise<string> {
    if (this.#place === undefined) this.#temporary = mkdtempSync(join(tmpdir(), 'atelier-git-'));
    const root = this.#place ?? this.#temporary ?? '';
    await mkdir(root, { recursive: true, mode: 0o700 });
    for (const name of ['incoming', 'removed']) {
      await removeOld(await makeDirectories(root, [name]));
    }
    await writeHook(await makeDirectories(root, ['hooks']));
    return root;
  }

  async #countCommits(path: string, tip: string): Promise<number> {
    const known = this.#counts.get(tip);
    if (known !== undefined) return known;
    const count = Number(await this.#git.ask(path, ['rev-list', '--count', tip]));
    if (this.#counts.size >= countsRemembered) this.#counts.clear();
    this.#counts.set(tip, count);
    return count;
  }
}

async function writeBranch(path: string, name: string, firstCommit: FirstCommit): Promise<void> {
  const commit = await writeFirstCommit(join(path, 'objects'), firstCommit);
  const branch = name.split('/');
  const above = await makeDirectories(join(path, 'refs/heads'), branch.slice(0, -1));
  await writeSynced(join(above, branch.at(-1) ?? ''), `${commit}\n`);
  await syncDirectory(above);
}

async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => {
      // What git replaces meanwhile counts as nothing.
      const found = await stat(join(entry.parentPath, entry.name)).catch(() => undefined);
      return found?.size ?? 0;
    });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
