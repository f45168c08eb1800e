import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  atelier,
  olderNode,
  plainEnvironment,
  root,
  scratchDirectory,
  start,
} from '../cli/command.ts';
import { signingClient } from '../clients.ts';
import { operationOf } from '../strict-answers.ts';

type Package = typeof import('../../src/atelier.ts');

const scratch = scratchDirectory();
const consumer = join(scratch, 'consumer');
const installed = join(consumer, 'node_modules', 'atelier');

beforeAll(() => {
  const npm = (...words: string[]) =>
    execFileSync('npm', words, { cwd: consumer, env: plainEnvironment(), stdio: 'pipe' });
  mkdirSync(consumer);
  write('package.json', JSON.stringify({ private: true, type: 'module' }));
  npm('pack', root, '--pack-destination', scratch);
  const [tarball = ''] = readdirSync(scratch).filter((name) => name.endsWith('.tgz'));
  npm(
    'install',
    '--offline',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    join(scratch, tarball),
  );
}, 120_000);

test('the package brings all that it needs, the licences of it included', () => {
  expect(
    readdirSync(join(consumer, 'node_modules')).filter((name) => !name.startsWith('.')),
  ).toEqual(['atelier']);
  expect(readdirSync(installed).sort()).toEqual([
    'LICENSE',
    'README.md',
    'bin',
    'dist',
    'package.json',
  ]);
  expect(readFileSync(join(installed, 'dist', 'THIRD-PARTY-LICENSES.txt'), 'utf8')).toMatch(
    /^fastify /m,
  );
});

test('the Vitest file of the README passes in an empty project', async () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const [, block] = /^```ts\n(\/\/ groups\.test\.ts\n[\s\S]*?)^```$/m.exec(readme) ?? [];
  if (block === undefined) throw new Error('README.md shows no block "// groups.test.ts"');
  write('groups.test.ts', block);
  symlinkSync(join(root, 'node_modules', 'vitest'), join(consumer, 'node_modules', 'vitest'));
  const vitest = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--root', consumer];
  const { code, stdout, stderr } = await start(vitest, { launcher: [process.execPath] }).ended;
  expect({ code, stderr }, stdout + stderr).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/Tests.*\d+ passed/);
});

describe('startAtelier', () => {
  let startAtelier: Package['startAtelier'];
  beforeAll(async () => {
    const { resolve } = createRequire(join(consumer, 'package.json'));
    ({ startAtelier } = (await import(resolve('atelier'))) as Package);
  });

  const createJobGroup = operationOf('CodeArtsBuild v3', 'CreateJobGroup');
  const listGroupTree = operationOf('CodeArtsBuild v3', 'ListGroupTree');

  test('stamps what it keeps with the ids and the clock that it is given', async () => {
    const pinned = async () => {
      let made = 0;
      const next = () => (++made).toString(16).padStart(32, '0');
      const now = () => Date.UTC(2020, 0, 2, 3, 4, 5);
      const server = await startAtelier({ ids: { next }, clock: { now } });
      const { domainId, iamProjectId, projectId } = server;
      const values = { project_id: projectId };
      const answer = await signingClient(server, server).send(createJobGroup, values, {
        name: 'a',
      });
      await server.stop();
      return {
        ids: { domainId, iamProjectId, projectId },
        body: answer.body,
        keys: server.secretKey,
      };
    };
    const [one, other] = [await pinned(), await pinned()];
    expect(Object.values(one.ids)).toEqual(
      Object.values(one.ids).map(() => expect.stringMatching(/^0{30}[0-9a-f]{2}$/)),
    );
    expect(one.body).toMatchObject({
      result: [
        {
          id: expect.stringMatching(/^0{30}[0-9a-f]{2}$/),
          project_id: one.ids.projectId,
          domain_id: one.ids.domainId,
          create_time: '2020-01-02T11:04:05+0800',
        },
      ],
    });
    expect(other.ids).toEqual(one.ids);
    expect(other.body).toEqual(one.body);
    expect(other.keys).not.toBe(one.keys);
  });

  test('starts servers that know nothing of each other', async () => {
    const servers = await Promise.all([startAtelier(), startAtelier(), startAtelier()]);
    const [first, ...others] = servers;
    expect(new Set(servers.map(({ endpoint }) => endpoint)).size).toBe(3);
    const values = { project_id: first.projectId };
    const made = await signingClient(first, first).send(createJobGroup, values, { name: 'mine' });
    expect(made.status).toBe(200);
    for (const other of others) {
      expect((await signingClient(other, first).send(listGroupTree, values)).status).toBe(401);
      expect((await signingClient(other, other).send(listGroupTree, values)).status).toBe(403);
      const own = { project_id: other.projectId };
      const { body } = await signingClient(other, other).send(listGroupTree, own);
      expect(body).toMatchObject({ result: [] });
    }
    await Promise.all(servers.map((server) => server.stop()));
  });

  test('leaves nothing when it is stopped: not a file, a thread or a handle', async () => {
    write(
      'leave.mjs',
      `import { once } from 'node:events';
       import { readdirSync } from 'node:fs';
       import { connect } from 'node:net';
       import { setImmediate } from 'node:timers/promises';
       import { startAtelier } from 'atelier';

       async function visit() {
         const { endpoint, stop } = await startAtelier({ demo: true });
         const { hostname, port } = new URL(endpoint);
         // Left open, as clients leave their connections.
         const socket = connect(port, hostname);
         socket.write('GET /openapi.json HTTP/1.1\\r\\nHost: atelier\\r\\n\\r\\n');
         await once(socket, 'data');
         const closed = once(socket.resume(), 'close');
         await stop();
         await stop();
         await closed;
         const [error] = await once(connect(port, hostname), 'error');
         return error.code;
       }
       async function look() {
         // What is closed in one turn of the event loop is gone in the next.
         await setImmediate();
         await setImmediate();
         return {
           handles: process.getActiveResourcesInfo().sort(),
           files: readdirSync('/proc/self/fd').length,
           threads: readdirSync('/proc/self/task').length,
         };
       }
       const first = await visit();
       const before = await look();
       const others = await Promise.all([visit(), visit(), visit()]);
       console.log(JSON.stringify({ before, after: await look(), ports: [first, ...others] }));`,
    );
    const TMPDIR = join(scratch, 'temporary');
    mkdirSync(TMPDIR);
    const launcher = [process.execPath, join(consumer, 'leave.mjs')];
    const { code, stdout, stderr } = await start([], { launcher, env: { TMPDIR } }).ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { before, after, ports } = JSON.parse(stdout);
    expect(after).toEqual(before);
    expect(ports).toEqual(Array(4).fill('ECONNREFUSED'));
    expect(readdirSync(TMPDIR)).toEqual([]);
  });
});

test('the command is there, too', async () => {
  const launcher = [join(consumer, 'node_modules', '.bin', 'atelier')];
  const { version } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  expect(await atelier(['--version'], { launcher })).toMatchObject({
    code: 0,
    stdout: `${version}\n`,
  });
});

describe('an older Node gets one clear line', () => {
  const complaint =
    /^Atelier needs Node 24 or later, this is v\d+\.\d+\.\d+: see https:\/\/\S+.*\n$/;
  const older: [string, readonly string[]][] = [
    ['in disguise', olderNode(scratch)],
    ...systemNode(),
  ];

  test.each(older)('of the command, %s', async (_which, launcher) => {
    const command = [...launcher, join(installed, 'bin', 'atelier.cjs')];
    const ended = await atelier(['--version'], { launcher: command });
    expect(ended).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(complaint) });
  });

  test.each(older)('of the library, %s', async (_which, launcher) => {
    write('import.mjs', "import('atelier').catch(({ message }) => console.error(message));");
    const ended = await start([join(consumer, 'import.mjs')], { launcher }).ended;
    expect(ended).toMatchObject({ stdout: '', stderr: expect.stringMatching(complaint) });
  });
});

test.each([
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
])(
  'its types hold in a strict project without other types, module %s',
  async (module, moduleResolution) => {
    write(
      'use.ts',
      `import { type Atelier, type AtelierOptions, startAtelier } from 'atelier';

     const options: AtelierOptions = {
       regions: ['cn-north-4'],
       demo: true,
       limits: { buildGroupDepth: 2 },
       ids: { next: () => '0'.repeat(32) },
       clock: { now: () => 0 },
     };
     const atelier: Atelier = await startAtelier(options);
     export const texts: string[] = [
       atelier.endpoint, atelier.accessKey, atelier.secretKey, atelier.domainName, atelier.domainId,
       atelier.userName, atelier.password, atelier.region, atelier.iamProjectId, atelier.projectId,
     ];
     const stopped: Promise<void> = atelier.stop();
     await stopped;
     // @ts-expect-error: what this shows is that the types are not just any.
     export const wrong: number = atelier.endpoint;
     // @ts-expect-error
     await startAtelier({ limits: { buildGroupDepth: 'two' } });`,
    );
    const compilerOptions = {
      ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true },
      ...{ target: 'es2024', lib: ['es2024'], types: [], module, moduleResolution },
    };
    write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['use.ts'] }));
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const launcher = [process.execPath, tsc, '-p', consumer];
    expect(await start([], { launcher }).ended).toMatchObject({ code: 0, stdout: '' });
  },
);

function write(name: string, content: string): void {
  writeFileSync(join(consumer, name), content);
}

/** The system's own Node, where that is an older one. */
function systemNode(): [string, readonly string[]][] {
  const path = (process.env.PATH ?? '').split(':').filter((each) => !each.includes('node_modules'));
  const env = { ...plainEnvironment(), PATH: path.join(':') };
  try {
    const words = ['-p', '[process.execPath, process.versions.node].join()'];
    const found = execFileSync('node', words, { env, encoding: 'utf8' }).trim().split(',');
    const [node = '', version = ''] = found;
    return Number.parseInt(version, 10) < 24 ? [[`version ${version}`, [node]]] : [];
  } catch {
    return [];
  }
}
