import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';

export interface GitOutcome {
  readonly code: number | null;
  /** What it printed, both streams one after the other. */
  readonly said: string;
}

/** Git as its users have it, in a place of its own: no configuration but ours, and it never asks. */
export class GitClient {
  readonly place = mkdtempSync(join(tmpdir(), 'atelier-git-client-'));
  readonly #patience: number;
  #places = 0;

  /** `patience`: how long a command may take, in ms. */
  constructor(patience = 60_000) {
    this.#patience = patience;
  }

  close(): void {
    rmSync(this.place, { recursive: true, force: true });
  }

  /** A path where nothing is yet. */
  newPlace(): string {
    this.#places += 1;
    return join(this.place, `copy-${this.#places}`);
  }

  /** Runs git to its end, whatever that is. */
  async try(cwd: string, ...args: string[]): Promise<GitOutcome> {
    const child = this.start(cwd, ...args);
    const said = Promise.all([text(child.stdout), text(child.stderr)]);
    const [code] = await once(child, 'close');
    return { code, said: (await said).join('') };
  }

  /** Runs git, and answers what it printed on standard output. Throws where it fails. */
  async run(cwd: string, ...args: string[]): Promise<string> {
    const child = this.start(cwd, ...args);
    const said = Promise.all([text(child.stdout), text(child.stderr)]);
    const [code] = await once(child, 'close');
    const [out, err] = await said;
    if (code !== 0) throw new Error(`git ${args.join(' ')}: ${err}`);
    return out.trim();
  }

  start(cwd: string, ...args: string[]) {
    const env = {
      PATH: process.env.PATH,
      HOME: this.place,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_TERMINAL_PROMPT: '0',
      GIT_AUTHOR_NAME: 'Ada',
      GIT_AUTHOR_EMAIL: 'ada@example.com',
      GIT_COMMITTER_NAME: 'Ada',
      GIT_COMMITTER_EMAIL: 'ada@example.com',
      LC_ALL: 'C.UTF-8',
    };
    const child = spawn('git', args, { cwd, env, timeout: this.#patience });
    child.stdin.end();
    return child;
  }

  /** A new repository with one commit on a branch, unlike that of any other made in the same second. */
  async seeded(branch = 'main'): Promise<string> {
    const copy = this.newPlace();
    await this.run(this.place, 'init', '-q', '-b', branch, copy);
    await this.commit(copy, `first of ${basename(copy)}`);
    return copy;
  }

  async commit(copy: string, message: string): Promise<string> {
    await this.run(copy, 'commit', '-q', '--allow-empty', '-m', message);
    return this.run(copy, 'rev-parse', 'HEAD');
  }
}

/** The address with a name and a password in it. */
export function addressOf(endpoint: string, path: string, user: string, password: string): string {
  const url = new URL(`${endpoint}/${path}.git`);
  url.username = encodeURIComponent(user);
  url.password = encodeURIComponent(password);
  return url.href;
}
