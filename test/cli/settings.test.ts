import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Credentials, call, type operations } from './calls.ts';
import { atelier, printed, scratchDirectory, serve } from './command.ts';

/** Every setting of `serve`: its flag, and a key of the file and an environment variable like it. */
const settings = [
  'data',
  'master-key-file',
  'host',
  'port',
  'regions',
  'tls-cert',
  'tls-key',
  'build-group-depth',
  'build-groups-per-project',
  'strict-build-group-names',
  'repository-group-depth',
  'build-time-zone',
  'log-level',
  'access-log',
  'metrics-listen',
  'max-connections',
  'max-requests',
  'header-timeout',
  'request-timeout',
  'keep-alive-timeout',
  'drain',
  'stop-timeout',
  'audit-days',
  'audit-rows',
  'demo',
];

const variable = (name: string) => `ATELIER_${name.toUpperCase().replaceAll('-', '_')}`;
const keyOf = (name: string) => name.replace(/-(\w)/g, (_dash, letter) => letter.toUpperCase());

test('serve --help tells every setting with its environment variable', async () => {
  const { code, stdout } = await atelier(['serve', '--help']);
  expect(code).toBe(0);
  const text = stdout.replace(/\s+/g, ' ');
  for (const name of [...settings, 'config']) {
    expect(text).toMatch(new RegExp(` --${name} [^-]*.*?env: ${variable(name)}\\)`));
  }
});

describe('a flag wins over the environment, that over the file, that over the default', () => {
  // Where each comes from, read off the endpoint and the region that init tells.
  const asked = {
    flag: 'http://127.0.0.4:4',
    env: 'http://127.0.0.3:3',
    file: 'http://127.0.0.2:2',
  };
  test.concurrent.each([
    [['flag', 'env', 'file'], asked.flag],
    [['flag', 'file'], asked.flag],
    [['env', 'file'], asked.env],
    [['file'], asked.file],
    [[], 'http://127.0.0.1:8080'],
  ])('%j', async (given, endpoint) => {
    const scratch = scratchDirectory();
    const data = join(scratch, 'data');
    const config = writeConfig(scratch, { host: '127.0.0.2', port: 2, data });
    const words = [
      ...(given.includes('flag') ? ['--host', '127.0.0.4', '--port', '4'] : []),
      ...(given.includes('file') ? ['--config', config] : ['--data', data]),
    ];
    const env = given.includes('env') ? { ATELIER_HOST: '127.0.0.3', ATELIER_PORT: '3' } : {};
    expect(await printed<Credentials>(['init', ...words], { env })).toMatchObject({ endpoint });
  });
});

test('the file and the environment reach every rule that a setting changes', async () => {
  const scratch = scratchDirectory();
  const config = writeConfig(scratch, {
    data: join(scratch, 'data'),
    masterKeyFile: join(scratch, 'key'),
    host: '127.0.0.1',
    port: 1,
    regions: ['cn-south-1', 'cn-east-3'],
    buildGroupDepth: 2,
    buildGroupsPerProject: 1,
    strictBuildGroupNames: true,
    repositoryGroupDepth: 1,
    buildTimeZone: '-03:30',
    logLevel: 'info',
    demo: false,
  });
  const env = {
    ATELIER_CONFIG: config,
    ATELIER_DEMO: 'true',
    ATELIER_BUILD_GROUPS_PER_PROJECT: '3',
    ATELIER_LOG_LEVEL: 'silent',
  };
  const credentials = await printed<Credentials>(['init', '--data', join(scratch, 'data')], {
    env: { ATELIER_MASTER_KEY_FILE: join(scratch, 'key'), ATELIER_REGIONS: 'cn-south-1' },
  });
  const server = await serve([], { env });
  const send = async (operation: keyof typeof operations, project_id: string, body: object) =>
    call(server.endpoint, credentials, operation, { project_id }, body);

  const projectId = 'b4d3971c3988463b865f6f920846149e';
  const parent_id = '626c66e962e44ce680b168c409d0502a';
  const child = await send('createJobGroup', projectId, { name: 'child', parent_id });
  expect(child.body).toMatchObject({
    status: 'success',
    result: [{ create_time: expect.stringMatching(/^[\d-]{10}T[\d:]{8}-0330$/) }],
  });
  const { result } = child.body as { result: [{ id: string }] };
  const deeper = { name: 'too-deep', parent_id: result[0].id };
  expect((await send('createJobGroup', projectId, deeper)).text).toContain('at most 2 levels');
  expect((await send('createJobGroup', projectId, { name: 'a b' })).status).toBe(400);
  expect((await send('createJobGroup', projectId, { name: 'third' })).status).toBe(200);
  expect((await send('createJobGroup', projectId, { name: 'fourth' })).text).toContain(
    'has 3 build task groups already',
  );

  const top = await send('createGroup', projectId, { name: 'top' });
  const { id } = top.body as { id: number };
  const below = await send('createGroup', projectId, { name: 'below', parent_id: id });
  expect(below.text).toContain('at most 1 levels');

  const { stderr } = await server.stop();
  expect(stderr).toBe('');
});

describe('a value that cannot be is told with what would be accepted', () => {
  type Source = 'flag' | 'env' | 'file';
  const bad: [Source, name: string, value: string | number, complaint: RegExp][] = [
    ['flag', 'port', 65_536, /integer from 0 to 65535/],
    ['env', 'port', 'http', /integer from 0 to 65535/],
    ['file', 'port', '-1', /integer from 0 to 65535/],
    ['flag', 'regions', 'cn-north-4,,', /different region names/],
    ['file', 'regions', 'cn-north-4,cn-north-4', /different region names/],
    ['env', 'build-group-depth', 0, /integer from 1 to 20/],
    ['file', 'build-groups-per-project', 1.5, /integer from 1 to 1000000/],
    ['flag', 'repository-group-depth', 21, /integer from 1 to 20/],
    ['flag', 'build-time-zone', '+8', /offset from -14:00 to \+14:00/],
    ['env', 'build-time-zone', '+14:30', /offset from -14:00 to \+14:00/],
    ['flag', 'metrics-listen', '9464', /an address with a port, such as 127/],
    ['env', 'metrics-listen', '::1:65536', /an address with a port, such as 127/],
    ['env', 'max-connections', 0, /integer from 1 to 1000000/],
    ['file', 'drain', -1, /integer from 0 to 3600/],
    ['flag', 'log-level', 'loud', /choices are silent, fatal/],
    ['file', 'log-level', 'loud', /choices are silent, fatal/],
  ];
  test.concurrent.each(bad)('%s: %s %j', async (source, name, value, complaint) => {
    const scratch = scratchDirectory();
    const config = writeConfig(scratch, { [keyOf(name)]: value });
    const words = { flag: [`--${name}`, String(value)], env: [], file: ['--config', config] };
    const env = source === 'env' ? { [variable(name)]: String(value) } : {};
    const serving = ['serve', '--data', join(scratch, 'data'), ...words[source]];
    const { code, stdout, stderr } = await atelier(serving, { env });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(complaint);
    expect(stderr).toContain(source === 'file' ? `${config}: ${keyOf(name)}: ` : `--${name}`);
  });

  test.concurrent.each([
    [['--no-such-thing'], {}, /unknown option '--no-such-thing'/],
    [[], { ATELIER_DEMO: 'maybe' }, /ATELIER_DEMO must be true or false/],
    [[], { ATELIER_STRICT_BUILD_GROUP_NAMES: 'x' }, /STRICT_BUILD_GROUP_NAMES must be true or/],
    [['--tls-cert', 'c.pem'], {}, /--tls-cert and --tls-key go together/],
    [['--tls-key', 'k.pem'], {}, /--tls-cert and --tls-key go together/],
    [['--request-timeout', '1'], {}, /--header-timeout must not be longer/],
    [['--demo', '--host', '0.0.0.0'], {}, /--demo is for a loopback address only/],
    [['--host', '::'], { ATELIER_DEMO: '1' }, /--demo is for a loopback address only/],
    [['--config', 'no-such-file'], {}, /no-such-file cannot be read/],
  ])('%j %j', async (words, env, complaint) => {
    const data = join(scratchDirectory(), 'data');
    const { code, stdout, stderr } = await atelier(['serve', '--data', data, ...words], { env });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(complaint);
  });

  test.concurrent.each([
    ['{"prot":8080}', /unknown setting prot/],
    ['{"config":"other.json"}', /unknown setting config/],
    ['{"demo":"yes"}', /demo must be true or false/],
    ['{"data":null}', /data must be a text or a number/],
    ['{"port":{}}', /port must be a text or a number/],
    ['["port"]', /must hold a JSON object/],
    ['null', /must hold a JSON object/],
    ['{port: 8080}', /cannot be read as JSON/],
  ])('--config with %s', async (content, complaint) => {
    const file = join(scratchDirectory(), 'atelier.json');
    writeFileSync(file, content);
    const { code, stdout, stderr } = await atelier(['serve', '--config', file]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^atelier: .*\n$/);
    expect(stderr).toMatch(complaint);
  });
});

function writeConfig(directory: string, content: object): string {
  const file = join(directory, 'atelier.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}
