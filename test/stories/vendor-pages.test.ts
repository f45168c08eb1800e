import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultTreeLimits } from '../../src/domain/tree/index.ts';
import { ask, type RawRequest, signed, tokenOf } from '../clients.ts';
import { expire } from '../conformance/iam/answers.ts';
import { buildProject, onEveryStore, repoProject, unknownId } from '../conformance/scene.ts';
import { type Answer, operationOf } from '../strict-answers.ts';
import { openWorld } from '../world.ts';

/** What one of the vendor's pages prints, requests and answers byte for byte. */
interface Page {
  readonly page: string;
  readonly service: string;
  readonly request: string;
  readonly body: string;
  readonly status: number;
  readonly answer: string;
  /** The table of the answer's fields, and of its `result` objects. */
  readonly fields: Readonly<Record<string, string>>;
  readonly result?: Readonly<Record<string, string>>;
  readonly refusals?: Readonly<Record<string, string>>;
}

const file = new URL('../seeds/vendor-pages.json', import.meta.url);
const pages = JSON.parse(readFileSync(file, 'utf8')) as Record<
  'CreateJobGroup' | 'CreateGroup',
  Page
>;
const build = operationOf(pages.CreateJobGroup.service, 'CreateJobGroup');
const repo = operationOf(pages.CreateGroup.service, 'CreateGroup');

/** The page's own words for types, as the JSON types that they mean. */
const jsonTypes: Readonly<Record<string, readonly string[]>> = {
  String: ['string'],
  Integer: ['number'],
  AnyType: ['string'],
  'Array of result objects': ['array'],
};

const typeOf = (value: unknown) =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

/** Whether the object has the fields of the page's table and no others, each of its type. */
function expectTable(
  given: object,
  table: Readonly<Record<string, string>>,
  nulls: string[],
): void {
  expect(Object.keys(given).sort()).toEqual(Object.keys(table).sort());
  for (const [name, value] of Object.entries(given)) {
    const types = [
      ...(jsonTypes[table[name] ?? ''] ?? []),
      ...(nulls.includes(name) ? ['null'] : []),
    ];
    expect(types, name).toContain(typeOf(value));
  }
}

/** Whether the object has the fields of the page's example, of the same types but for `except`. */
function expectExample(given: object, example: object, except: string[]): void {
  for (const [name, value] of Object.entries(example)) {
    expect(given, name).toHaveProperty(name);
    if (except.includes(name)) continue;
    expect(typeOf(given[name as keyof typeof given]), name).toBe(typeOf(value));
  }
}

/** The page's request; the Build page leaves the project to its reader. */
function requestOf({ request, body }: Page): RawRequest {
  const [method = '', path = ''] = request.split(' ');
  const target = path.replace('{project_id}', buildProject);
  return { method, target, headers: { 'Content-Type': 'application/json' }, body };
}

onEveryStore((scene) => {
  const send = async (
    page: Page,
    way: 'token' | 'signature',
    body = page.body,
  ): Promise<Answer> => {
    const { world } = scene;
    const request = { ...requestOf(page), body };
    const token = { ...request.headers, 'X-Auth-Token': await tokenOf(world, world) };
    const headers = way === 'token' ? token : signed(world, request);
    return ask(world, { ...request, headers }, page === pages.CreateGroup ? repo : build);
  };

  describe('Creating a Build Task Group', () => {
    const page = pages.CreateJobGroup;

    it('answers the example request with the fields and types of the page', async () => {
      const answer = await send(page, 'token');
      expect(answer.status).toBe(page.status);
      const body = answer.body as { result: object[] };
      const example = JSON.parse(page.answer) as { result: object[] };
      expectTable(body, page.fields, ['error']);
      expectTable(body.result[0]!, page.result!, []);
      expectExample(body, example, []);
      // The example's number contradicts the table's String; the typed SDKs follow the table.
      expectExample(body.result[0]!, example.result[0]!, ['ordinal']);
      const asked = JSON.parse(page.body) as { parent_id: string };
      expect(body).toMatchObject({
        error: null,
        status: 'success',
        result: [{ ...asked, path_id: expect.stringMatching(`^${asked.parent_id}\\.\\w{32}$`) }],
      });
    });

    it('says that the name is taken when it is sent again', async () => {
      const error_msg = expect.stringContaining('[name] a build task group named New group-');
      const taken = { error_code: 'CB.00060200', error_msg };
      for (const way of ['token', 'signature'] as const) {
        // As the page has it, and as the SDKs write it: compact, Go with a newline.
        const compact = JSON.stringify(JSON.parse(page.body));
        for (const body of [page.body, compact, `${compact}\n`]) {
          const answer = await send(page, way, body);
          expect(answer).toMatchObject({ status: 400, body: taken });
        }
      }
      const sample = JSON.parse(page.body) as unknown;
      const answer = await scene.core.send(build, { project_id: buildProject }, sample);
      expect(answer).toMatchObject({ status: 400, body: taken });
    });

    it('tells a reader who leaves the project open which field it is', async () => {
      const request = { ...requestOf(page), target: '/v1/job/%7Bproject_id%7D/group/create' };
      const headers = signed(scene.world, request);
      const answer = await ask(scene.world, { ...request, headers }, build);
      const error_msg = expect.stringContaining('[project_id]');
      expect(answer).toMatchObject({ status: 400, body: { error_msg } });
    });
  });

  describe('Creating a Repository Group', () => {
    const page = pages.CreateGroup;

    it('answers the example request with the fields and types of the page', async () => {
      const answer = await send(page, 'signature');
      expect(answer.status).toBe(page.status);
      expectTable(answer.body as object, page.fields, []);
      expectExample(answer.body as object, JSON.parse(page.answer) as object, []);
      const full_name = '0b234373cf3f4b04ab2d8a245155e12b / TG2';
      expect(answer.body).toMatchObject({ ...(JSON.parse(page.body) as object), full_name });
    });

    it('says that the name is taken when it is sent again', async () => {
      const error_msg = expect.stringContaining(
        '[name] a repository or repository group named TG2 exists',
      );
      const taken = { error_code: 'CH.010001', error_msg };
      const sample = JSON.parse(page.body) as unknown;
      for (const answer of [
        await send(page, 'token'),
        await send(page, 'signature'),
        await scene.core.send(repo, { project_id: repoProject }, sample),
      ]) {
        expect(answer).toMatchObject({ status: 400, body: taken });
      }
    });

    it('answers 401 and 403 as the page prints them', async () => {
      const { world } = scene;
      const token = await tokenOf(world, world);
      const headers = { 'X-Auth-Token': token };
      const target = `/v4/${unknownId}/groups`;
      const hidden = await ask(world, { ...requestOf(page), target, headers }, repo);
      expect(hidden.status).toBe(403);
      expect(hidden.body).toEqual(JSON.parse(page.refusals!['403']!));
      await expire(scene, token);
      const expired = await ask(world, { ...requestOf(page), headers }, repo);
      expect(expired.status).toBe(401);
      expect(expired.body).toMatchObject(JSON.parse(page.refusals!['401']!));
    });
  });
});

describe('--demo', () => {
  it('starts where names are held to the strict rule too', async () => {
    const limits = { ...defaultTreeLimits, strictBuildGroupNames: true };
    const world = await openWorld('memory', { limits });
    await world.close();
  });
});
