import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';

/** How large the history is that is cloned and pushed. */
export const history = { commits: 200, filesInEach: 5, bytesInEach: 4096 } as const;

/** Nothing of the host's configuration, and nobody is asked for anything. */
const gitEnvironment = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
} as const;

/** Runs git to its end, and answers what it prints. Throws where it fails. */
export function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync('git', args, {
    cwd,
    env: gitEnvironment,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}

/** Makes a bare repository at the path with a history on `master`, incompressible as a rule. */
export function makeHistory(path: string): void {
  git('/', 'init', '--quiet', '--bare', '--initial-branch=master', path);
  const input = Buffer.concat(
    Array.from({ length: history.commits }, (_, commit) => commitOf(commit)).flat(),
  );
  execFileSync('git', ['fast-import', '--quiet'], { cwd: path, env: gitEnvironment, input });
}

/** One commit, as fast-import reads it. */
function commitOf(commit: number): Buffer[] {
  const head =
    `commit refs/heads/master\ncommitter Bench <bench@example.com> ${1_700_000_000 + commit} +0000\n` +
    `data 6\nchange\n`;
  const files = Array.from({ length: history.filesInEach }, (_, file) => [
    Buffer.from(`M 100644 inline folder-${file}/file-${commit}\ndata ${history.bytesInEach}\n`),
    randomBytes(history.bytesInEach),
    Buffer.from('\n'),
  ]);
  return [Buffer.from(head), ...files.flat()];
}
