import { execFileSync, spawnSync } from 'node:child_process';

/** What tests call beside Node, and the Debian package that has it. */
const tools = { curl: 'curl', gcc: 'gcc', git: 'git', openssl: 'openssl', python3: 'python3' };

/** Installs the tools that are missing, where that is possible; else says which they are. */
export function setup(): void {
  const missing = Object.entries(tools).filter(
    ([command]) => spawnSync('which', [command]).status !== 0,
  );
  if (missing.length === 0) return;
  const packages = missing.map(([, name]) => name);
  try {
    execFileSync('apt-get', ['update'], { stdio: 'ignore' });
    execFileSync('apt-get', ['install', '--yes', ...packages], { stdio: 'ignore' });
  } catch {
    throw new Error(
      `the tests need ${packages.join(', ')}: install them, or run as root on Debian`,
    );
  }
}
