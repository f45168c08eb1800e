import { Validator } from '@seriousme/openapi-schema-validator';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Atelier, startAtelier } from '../src/atelier.ts';
import { openApiDocument } from '../src/contract/openapi.ts';
import { type TObject, Type } from '../src/contract/schema.ts';
import type { Service } from '../src/contract/service.ts';
import type { Context } from '../src/facades/context.ts';
import { gatewayErrors } from '../src/facades/gateway/errors.ts';
import { iam } from '../src/facades/iam/index.ts';
import { projectMan } from '../src/facades/projectman/index.ts';
import { repo } from '../src/facades/repo/index.ts';
import { services } from '../src/main.ts';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
}

interface Described {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content; $ref?: string }>>;
  readonly security: readonly unknown[];
  readonly 'x-permission': unknown;
  readonly 'x-codeSamples': readonly { readonly label: string; readonly source: string }[];
}

type Content = Readonly<
  Record<string, { readonly schema: { readonly $ref?: string; readonly anyOf?: unknown[] } }>
>;

interface Document {
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function describedAs(of: readonly Service<Context>[], baseUrl = 'http://127.0.0.1:8080'): Document {
  const gateway = Object.values(gatewayErrors);
  return JSON.parse(openApiDocument({ version: '1.2.3', services: of, gateway })(baseUrl));
}

async function requireValid(document: Document): Promise<void> {
  const validator = new Validator();
  const result = await validator.validate(structuredClone(document) as never);
  expect(result).toEqual({ valid: true });
  // Throws on a reference to what is not there.
  validator.resolveRefs();
}

function operationsOf({ paths }: Document): Described[] {
  return Object.values(paths).flatMap((methods) => Object.values(methods));
}

const document = describedAs(services);
const declared = services.flatMap((service) =>
  service.operations.map((operation) => ({ name: operation.name, service, operation })),
);

describe('the document', () => {
  test('is valid OpenAPI 3.1 whose references all lead somewhere', () => requireValid(document));

  test.each(declared)('describes $name', ({ service, operation }) => {
    const described = document.paths[operation.path]?.[operation.method.toLowerCase()];
    const { success, permission } = operation;
    const alone = described?.operationId.includes('_or_') === false;
    expect(described?.operationId).toMatch(new RegExp(`${operation.name}(_or_|$)`));
    expect(described?.tags).toContain(`${service.title} / ${operation.section}`);
    const place = ['x-permission', ...(alone ? [] : [operation.name])];
    expect(described).toHaveProperty(place, JSON.parse(JSON.stringify(permission.row)));
    expect(described?.responses).toHaveProperty([success.status]);
    for (const { status } of service.errors) expect(described?.responses).toHaveProperty([status]);
    const secured = permission.row.open ? 0 : 2;
    expect(described?.security).toHaveLength(secured);
  });

  test('names every operation differently, those of one name by their product', () => {
    const ids = operationsOf(document).map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(
      expect.arrayContaining([
        'CreateGroup',
        'CodeArtsBuildDeleteGroup',
        'CodeArtsRepoDeleteGroup',
      ]),
    );
  });

  test('keeps to itself what only our own code understands', () => {
    const keywords = new Set<string>();
    JSON.stringify(document, (key, value) => {
      keywords.add(key);
      return value;
    });
    expect([...keywords].filter((each) => /^(~.*|\$id|\$defs|accepts|Group)$/.test(each))).toEqual(
      [],
    );
  });

  test('says in words what a pattern does not tell', () => {
    const [parameter] = document.paths['/v4/{project_id}/groups']?.post?.parameters ?? [];
    expect(parameter).toMatchObject({
      in: 'path',
      description:
        'CodeArts project ID. Must be the 32 letters and digits of a CodeArts project ID.',
    });
  });

  test('refers to a recursive schema as a component', () => {
    const group = { $ref: '#/components/schemas/CodeArtsBuild.Group' };
    const { schemas } = document.components;
    expect(schemas).toMatchObject({
      'CodeArtsBuild.ListGroupTreeResponse': { properties: { result: { items: group } } },
      'CodeArtsBuild.Group': {
        properties: { children: { anyOf: [{ type: 'array', items: group }, { type: 'null' }] } },
      },
    });
  });

  test('tells a signed or scoped caller from anyone', () => {
    const { get, post } = document.paths['/v3/auth/tokens'] ?? {};
    const refusals = (described?: Described) =>
      JSON.stringify(
        document.components.responses?.[described?.responses['401']?.$ref?.split('/').at(-1) ?? ''],
      );
    expect(refusals(get)).toContain('APIGW.0301');
    expect(refusals(post)).not.toContain('APIGW.0301');
    expect(refusals(post)).toContain('IAM.0062');
    expect(JSON.stringify(document.components.securitySchemes)).toContain(
      'CodeArts Build wants it scoped to a project.',
    );
  });
});

describe('the examples', () => {
  test.each(declared)('of $name are what the schemas accept', ({ operation }) => {
    const { parameters, body, success, example } = operation;
    for (const where of ['path', 'query', 'header'] as const) {
      const schema: TObject | undefined = parameters[where];
      if (!schema) continue;
      const values = Object.entries(example[where] ?? {}).map(([name, value]) =>
        where === 'header' ? [name.toLowerCase(), value] : [name, value],
      );
      expect(Compile(schema).Errors(Object.fromEntries(values)), where).toEqual([]);
    }
    if (body) expect(Compile(body).Errors(example.body), 'body').toEqual([]);
    if (success.body && example.answer !== undefined) {
      expect(Compile(success.body).Errors(example.answer), 'answer').toEqual([]);
    }
  });
});

describe('a route that several operations share', () => {
  const byPassword = iam.operations.find(
    ({ method, path }) => `${method} ${path}` === 'POST /v3/auth/tokens',
  )!;
  const byToken = {
    ...byPassword,
    name: 'KeystoneCreateAgencyToken',
    summary: 'Obtaining an agency token',
    parameters: {},
    bodyModel: 'KeystoneCreateAgencyTokenRequestBody',
    sdk: 'none' as const,
    success: { ...byPassword.success, model: 'KeystoneCreateAgencyTokenResponse' },
  };
  const listMembers = projectMan.operations.find(({ name }) => name === 'ListProjectMembersV4')!;
  const listUsers = {
    ...repo.operations.find(({ name }) => name === 'ListProjectSubgroupsAndRepositories')!,
    name: 'ListProductPermissionResourcesGrantedUsers',
    path: '/v4/projects/{id}/members',
    parameters: {
      path: Type.Object({ id: Type.String() }),
      query: Type.Object({ product_id: Type.String() }),
    },
    example: { path: { id: '1' }, query: { product_id: '1' } },
  };
  const merged = describedAs([
    { ...iam, operations: [byPassword, byToken] },
    { ...projectMan, operations: [listMembers] },
    { ...repo, operations: [listUsers] },
  ]);

  test('is valid', () => requireValid(merged));

  test('takes any of their bodies and answers as any of them', () => {
    const route = merged.paths['/v3/auth/tokens']?.post;
    expect(route?.operationId).toBe(
      'KeystoneCreateUserTokenByPassword_or_KeystoneCreateAgencyToken',
    );
    expect(route?.description).toContain('- **KeystoneCreateAgencyToken** (Identity and Access');
    expect(route?.requestBody?.required).toBe(true);
    expect(route?.requestBody?.content['application/json']?.schema.anyOf).toHaveLength(2);
    expect(route?.responses['201']?.content?.['application/json']?.schema.anyOf).toHaveLength(2);
    expect(route?.parameters).toMatchObject([{ name: 'nocatalog', required: false }]);
    const labels = route?.['x-codeSamples'].map(({ label }) => label);
    expect(labels).toContain('Python: KeystoneCreateUserTokenByPassword');
    expect(labels).toContain('curl: KeystoneCreateAgencyToken');
  });

  test('has one path, one name for each parameter of it, and the failures of both services', () => {
    expect(Object.keys(merged.paths)).toEqual([
      '/v3/auth/tokens',
      '/v4/projects/{project_id}/members',
    ]);
    const route = merged.paths['/v4/projects/{project_id}/members']?.get;
    expect(route?.parameters?.filter((parameter) => parameter.in === 'path')).toMatchObject([
      { name: 'project_id', required: true },
    ]);
    expect(route?.parameters?.filter((parameter) => parameter.required)).toHaveLength(1);
    expect(route?.tags).toEqual(['CodeArts Req / Project Members', 'CodeArts Repo / Project']);
    const badRequest = JSON.stringify(merged.components.responses?.['ProjectMan.CodeArtsRepo.400']);
    expect(badRequest).toContain('PM.00000001');
    expect(badRequest).toContain('CH.010001');
    expect(route?.['x-permission']).toEqual({
      [listMembers.name]: listMembers.permission.row,
      [listUsers.name]: listUsers.permission.row,
    });
  });
});

test('two models of one name that differ are a mistake', () => {
  const [first, second] = repo.operations;
  const twice = { ...second!, success: { ...second!.success, model: first!.success.model } };
  expect(() => describedAs([{ ...repo, operations: [first!, twice] }])).toThrow(
    'two schemas are called CodeArtsRepo.CreateGroupResponse',
  );
});

describe('GET /openapi.json', () => {
  let atelier: Atelier;
  beforeAll(async () => {
    atelier = await startAtelier();
  });
  afterAll(() => atelier.stop());

  test('answers it to anyone, for the address that was called', async () => {
    for (const host of ['127.0.0.1', 'localhost']) {
      const baseUrl = atelier.endpoint.replace('127.0.0.1', host);
      const response = await fetch(`${baseUrl}/openapi.json`);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toMatch(/^application\/json/);
      const { servers, paths } = (await response.json()) as Document;
      expect(servers).toEqual([{ url: baseUrl }]);
      expect(paths).toEqual(document.paths);
    }
  });
});
