import { expect, test } from 'vitest';
import { type Credentials, call, createGroup, logIn } from './calls.ts';
import { printed, type Serving, scratchDirectory, serve } from './command.ts';

/** The samples of a scrape, by name and labels. */
async function scrape(server: Serving): Promise<{ text: string; value(sample: string): number }> {
  const [, url = ''] = /^Metrics: (\S+)$/m.exec(server.said()) ?? [];
  const answer = await fetch(url);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const text = await answer.text();
  const samples = new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const end = line.lastIndexOf(' ');
        return [line.slice(0, end), Number(line.slice(end + 1))] as const;
      }),
  );
  return { text, value: (sample) => samples.get(sample) ?? Number.NaN };
}

const requests = (service: string, operation: string, status: number) =>
  `{service="${service}",operation="${operation}",status="${status}"}`;

test('metrics tell what was asked and how it ended, on an address of their own', async () => {
  const words = ['--data', scratchDirectory()];
  const credentials = await printed<Credentials>(['init', ...words]);
  const server = await serve([...words, '--metrics-listen', '127.0.0.1:0']);
  const { endpoint } = server;
  const { project_id } = credentials;
  for (let i = 0; i < 3; i += 1) await createGroup(endpoint, credentials, project_id);
  await call(endpoint, credentials, 'createGroup', { project_id }, { name: 'twice' });
  await call(endpoint, credentials, 'createGroup', { project_id }, { name: 'twice' });
  const { token } = await logIn(endpoint, credentials);
  await logIn(endpoint, { ...credentials, password: 'wrong' });
  for (const path of ['/v1/unknown-1', '/v1/unknown-2']) await fetch(endpoint + path);

  const { text, value } = await scrape(server);
  const count = 'atelier_request_duration_seconds_count';
  const created = requests('CodeArts Repo', 'CreateGroup', 201);
  expect(value(count + created)).toBe(4);
  expect(value(`atelier_request_duration_seconds_bucket{le="+Inf",${created.slice(1)}`)).toBe(4);
  expect(value(`atelier_request_duration_seconds_sum${created}`)).toBeGreaterThan(0);
  expect(value(count + requests('CodeArts Repo', 'CreateGroup', 400))).toBe(1);
  const login = ['Identity and Access Management', 'KeystoneCreateUserTokenByPassword'] as const;
  expect(value(count + requests(...login, 201))).toBe(1);
  expect(value(count + requests(...login, 401))).toBe(1);
  expect(value(count + requests('none', 'none', 404))).toBe(2);
  expect(value('atelier_refusals_total{code="APIGW.0101"}')).toBe(2);
  expect(value('atelier_refusals_total{code="CH.010001"}')).toBe(1);
  expect(value('atelier_store_duration_seconds_count{kind="write"}')).toBeGreaterThanOrEqual(5);
  expect(value('atelier_store_duration_seconds_count{kind="read"}')).toBeGreaterThanOrEqual(5);
  expect(value('atelier_store_writes_in_progress')).toBe(0);
  expect(value('atelier_requests_in_progress')).toBe(0);
  expect(value('atelier_open_connections')).toBeGreaterThan(0);
  expect(value('process_resident_memory_bytes')).toBeGreaterThan(1e6);
  expect(value('process_cpu_seconds_total')).toBeGreaterThan(0);
  expect(value('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);

  const { access_key, secret_key, user_name, domain_id } = credentials;
  for (const tenants of [access_key, secret_key, token, user_name, domain_id, project_id]) {
    expect(text).not.toContain(tenants === user_name ? `"${tenants}"` : tenants);
  }
  const series = (scraped: string) => scraped.split('\n').filter((line) => /^atelier_/.test(line));
  for (let i = 0; i < 20; i += 1) await fetch(`${endpoint}/v1/other-${i}`);
  expect(series((await scrape(server)).text).length).toBe(series(text).length);
  expect(await server.stop()).toMatchObject({ code: 0 });
});

test('nothing but a scrape is answered there', async () => {
  const server = await serve(['--data', scratchDirectory(), '--metrics-listen', '127.0.0.1:0']);
  const [, url = ''] = /^Metrics: (\S+)$/m.exec(server.said()) ?? [];
  for (const [method, path] of [
    ['GET', '/'],
    ['POST', '/metrics'],
    ['GET', '/openapi.json'],
  ] as const) {
    expect((await fetch(new URL(path, url), { method })).status).toBe(404);
  }
});
