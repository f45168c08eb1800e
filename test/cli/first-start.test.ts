import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { type Credentials, createGroup, logIn } from './calls.ts';
import { atelier, bin, printed, type Serving, scratchDirectory, serve } from './command.ts';

/** Runs a command on a terminal of its own; what is written to its input is typed there. */
const terminal = [
  'python3',
  '-c',
  'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))',
  process.execPath,
  bin,
];

// Everything that a shell, Python, JSON or a regular expression might trip over.
const awkward = `Marker7 it's "so" '''much''' $HOME \\n {x} \`id\` %s !! é漢😀`;

describe.each(['pipe', 'terminal'])('the first start on a %s', (output) => {
  const launcher = output === 'terminal' ? { launcher: terminal } : {};

  test('shows how to call it, whatever the password and the directory', async () => {
    const data = join(scratchDirectory(), `it's "my" $HOME é`);
    const env = { ATELIER_ROOT_PASSWORD: awkward };
    const server = await serve(['--data', data], { env, ...launcher });
    const text = await wholeAnnouncement(server);
    const credentials = credentialsIn(text);
    expect(credentials.endpoint).toBe(server.endpoint);

    const { python, curl } = samplesIn(text);
    const made = (name: string) => ({ name, id: expect.any(Number) });
    expect(await pasted(python)).toMatchObject(made('from-python'));
    expect(await pasted(curl)).toMatchObject(made('from-curl'));

    if (output === 'terminal') server.process.stdin?.write('\x03');
    else server.process.kill('SIGINT');
    const { code, stdout, stderr } = await server.ended;
    expect(code).toBe(0);
    if (output === 'terminal') return;
    for (const secret of [credentials.password, credentials.secret_key, 'Marker7']) {
      expect(stdout + stderr).not.toContain(secret);
    }
  });
});

test('without a terminal the credentials are in a file that its path is told of', async () => {
  const data = scratchDirectory();
  // Left over from a database that is gone.
  writeFileSync(join(data, 'first-credentials.json'), '{}', { mode: 0o644 });
  const server = await serve(['--data', data]);
  const file = join(data, 'first-credentials.json');
  expect(await wholeAnnouncement(server)).toContain(` ${file}, readable by its owner only.\n`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const credentials = JSON.parse(readFileSync(file, 'utf8')) as Credentials;
  expect(await createGroup(server.endpoint, credentials, credentials.project_id)).toBe(201);
  await server.stop();
});

test('a start whose credentials cannot be shown ends', async () => {
  const data = scratchDirectory();
  mkdirSync(join(data, 'first-credentials.json'));
  const { code, stderr } = await atelier(['serve', '--port', '0', '--data', data]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/\natelier: .*first-credentials.json cannot be used: .*\n$/);
});

test.each([[[]], [terminal]])(
  'later starts keep everything and tell no secret',
  async (launcher) => {
    const data = scratchDirectory();
    const credentials = await printed<Credentials>(['init', '--data', data]);
    const surroundings = launcher.length > 0 ? { launcher } : {};
    const server = await serve(['--data', data, '--log-level', 'trace'], surroundings);
    const { endpoint } = server;
    const { token } = await logIn(endpoint, credentials);
    const misspelt = `${credentials.password}x`;
    expect(await logIn(endpoint, { ...credentials, password: misspelt })).toMatchObject({
      status: 401,
    });
    expect(await createGroup(endpoint, credentials, credentials.project_id)).toBe(201);
    expect(await createGroup(endpoint, { token }, credentials.project_id)).toBe(201);
    if (launcher.length > 0) server.process.stdin?.write('\x03');
    else server.process.kill('SIGTERM');
    const { code, stdout, stderr } = await server.ended;
    expect(code).toBe(0);
    for (const secret of [credentials.password, credentials.secret_key, token]) {
      expect(stdout + stderr).not.toContain(secret);
    }
  },
);

describe('the environment', () => {
  const fixed = {
    ATELIER_ROOT_PASSWORD: 'Chosen-password-1',
    ATELIER_ACCESS_KEY: 'CHOSENACCESSKEY00001',
    ATELIER_SECRET_KEY: 'ChosenSecretKey0000000000000000000000001',
  };
  const chosen = {
    password: fixed.ATELIER_ROOT_PASSWORD,
    access_key: fixed.ATELIER_ACCESS_KEY,
    secret_key: fixed.ATELIER_SECRET_KEY,
  };

  test('fixes the first credentials and says nothing later', async () => {
    const data = scratchDirectory();
    const words = ['--data', data];
    const credentials = await printed<Credentials>(['init', ...words], { env: fixed });
    expect(credentials).toMatchObject(chosen);
    const later = {
      ATELIER_ROOT_PASSWORD: 'Another-password-1',
      ATELIER_ACCESS_KEY: 'ANOTHERACCESSKEY0001',
      ATELIER_SECRET_KEY: 'AnotherSecretKey000000000000000000000001',
    };
    const { endpoint, stop } = await serve(words, { env: later });
    expect(await createGroup(endpoint, credentials, credentials.project_id)).toBe(201);
    expect(await logIn(endpoint, credentials)).toMatchObject({ status: 201 });
    const password = later.ATELIER_ROOT_PASSWORD;
    expect(await logIn(endpoint, { ...credentials, password })).toMatchObject({ status: 401 });
    const key = { access_key: later.ATELIER_ACCESS_KEY, secret_key: later.ATELIER_SECRET_KEY };
    expect(await createGroup(endpoint, key, credentials.project_id)).toBe(401);
    await stop();
  });

  test.concurrent.each([
    ['half a pair', { ATELIER_ACCESS_KEY: chosen.access_key }, /ACCESS_KEY and .*SECRET_KEY go/],
    ['the other half', { ATELIER_SECRET_KEY: chosen.secret_key }, /ACCESS_KEY and .*SECRET_KEY go/],
    ['an access key too short', { ...fixed, ATELIER_ACCESS_KEY: 'SHORT' }, /ACCESS_KEY must be 16/],
    ['a secret key too short', { ...fixed, ATELIER_SECRET_KEY: 'short' }, /SECRET_KEY must be 16/],
    [
      'a password too short',
      { ATELIER_ROOT_PASSWORD: 'seven 7' },
      /ROOT_PASSWORD must be at least/,
    ],
  ])('with %s starts nothing', async (_what, env, complaint) => {
    const data = join(scratchDirectory(), 'data');
    const { code, stdout, stderr } = await atelier(['serve', '--data', data], { env });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^atelier: .*\n$/);
    expect(stderr).toMatch(complaint);
    expect(() => statSync(data)).toThrow('ENOENT');
  });
});

/** All that a first start says, once its last line is there. */
async function wholeAnnouncement(server: Serving): Promise<string> {
  await vi.waitFor(() => expect(server.said()).toMatch(/"name":"from-curl"\}'\r?\n/));
  return server.said().replaceAll('\r\n', '\n');
}

function credentialsIn(announcement: string): Credentials {
  const [, shown] = /shown this once:\n(\{\n[\s\S]*?\n\})\n/.exec(announcement) ?? [];
  const [, file] =
    /The credentials are in (.*), readable by its owner only/.exec(announcement) ?? [];
  return JSON.parse(shown ?? readFileSync(file ?? '', 'utf8'));
}

function samplesIn(announcement: string): { python: string; curl: string } {
  const [python = ''] = /^python3 - <<'PYTHON'\n[\s\S]*?\nPYTHON\n/m.exec(announcement) ?? [];
  const [curl = ''] = /^TOKEN=.*$/m.exec(announcement) ?? [];
  return { python, curl };
}

/** What the lines print, as JSON, when they are pasted into a shell. */
async function pasted(lines: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)('bash', ['-c', lines]);
  return JSON.parse(stdout);
}
