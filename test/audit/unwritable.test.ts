import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { send } from '../permission/wire.ts';
import { newDatabase, type TestDatabase } from '../postgres/database.ts';
import { openWorld, type Person, type World } from '../world.ts';

let directory: string;
let database: TestDatabase;
let world: World;
let person: Person;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'atelier-audit-'));
  database = await newDatabase();
  world = await openWorld('memory', { data: { directory, database: database.url } });
  person = await world.addUser('person');
});
afterAll(async () => {
  await world.close();
  await database.drop();
  rmSync(directory, { recursive: true });
});

/** From now on PostgreSQL refuses lines of refusals with this code. */
const refuseLines = (code: string) =>
  database.query(`
    create or replace function refuse() returns trigger language plpgsql as $$
      begin raise exception using errcode = '${code}', message = 'no line'; end $$;
    create or replace trigger refuse before insert on audit for each row
      when (new.refusal_status is not null) execute function refuse();`);

const call = () =>
  send(world.endpoint, { key: person }, { method: 'GET', path: '/v4/groups/list' });
const linesOfRefusals = () =>
  database.query('select action, refusal_code from audit where refusal_status is not null');

it('tells no refusal that could not be noted, but what kept it from it', async () => {
  expect((await call()).status).toBe(403);
  const noted = await linesOfRefusals();
  expect(noted).toEqual([{ action: 'codeartsrepo:group:getGroup', refusal_code: 'CH.004403' }]);

  // The disk is full: it may help to come again.
  await refuseLines('53100');
  const answer = await call();
  expect(answer.status).toBe(503);
  expect(answer.headers['retry-after']).toBe('1');
  expect(answer.text).not.toContain('authorized');
  expect(await linesOfRefusals()).toEqual(noted);

  // What is allowed goes on.
  const { accessKey, secretKey } = world;
  const byRoot = { key: { accessKey, secretKey } };
  const path = `/v4/${world.projectId}/groups`;
  const made = await send(world.endpoint, byRoot, { method: 'POST', path, body: { name: 'a' } });
  expect(made.status).toBe(201);

  // Anything else is a fault of ours.
  await refuseLines('22023');
  await expect(call()).rejects.toThrow(/status 500/);

  await database.query('drop trigger refuse on audit');
  expect((await call()).status).toBe(403);
  expect(await linesOfRefusals()).toHaveLength(2);
});
