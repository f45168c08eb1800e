import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TArray, TObject, TSchema } from '../src/contract/schema.ts';
import { atelier } from '../src/facades/atelier/index.ts';
import { services } from '../src/main.ts';

type Operation = (typeof services)[number]['operations'][number];
type Fields = Readonly<Record<string, string>>;

interface SdkOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly path_parameters?: Fields;
  readonly query_parameters?: Fields;
  readonly header_parameters?: Fields;
  readonly required?: readonly string[];
  readonly body?: string;
  readonly response: string;
  readonly response_headers?: readonly string[];
}

type Model = Readonly<Record<string, string | readonly string[]>>;

const operations = facts<SdkOperation[]>('operations.json');
const models = facts<Record<string, Model>>('models.json');

function facts<Of>(file: string): Readonly<Record<string, Of>> {
  const text = readFileSync(join(import.meta.dirname, 'facts', file), 'utf8');
  return (JSON.parse(text) as { services: Record<string, Of> }).services;
}

/** Operations that the recorded SDKs lack, and where they come from. */
const unrecorded: Readonly<Record<string, string>> = {
  KeystoneRevokeToken: 'OpenStack Identity API v3; the SDKs cannot send it',
  GetCallerIdentity: 'the SDK of STS was not recorded',
  DecodeAuthorizationMessage: 'the SDK of STS was not recorded',
  ...Object.fromEntries(atelier.operations.map(({ name }) => [name, "Atelier's own"])),
};

/** Where a declaration demands a value and the SDKs do not, or the other way round, and why. */
const otherwiseRequired: Readonly<Record<string, string>> = {
  'TransferRepository: namespace': 'the text of the page calls it mandatory',
  'BatchValidateRepoNames: name': 'there is nothing to check without one',
  'BatchValidateRepoNames: project_id': 'names are free or taken in a project',
  'CreateJobGroup: name': 'the page marks it mandatory, the model of the SDKs does not',
  'KeystoneCreateUserTokenByPassword: auth.scope':
    'mandatory in the table of the page and optional in its text; a token without one is issued',
  'KeystoneCreateScopedToken: auth.scope':
    'optional in OpenStack Identity API v3, whose clients leave it out for the whole account',
  'KeystoneCreateProject: project.parent_id':
    'the Node SDK creates the project of a region without it, and the name tells the region',
  'MoveGroup: jobs': 'without tasks there is nothing to move',
  'MoveGroup: jobs.job_id': 'the id names the task',
  'ApplyProjectPermission: job_id': 'the id names the task',
  'ApplyProjectPermission: project_switch': 'there is nothing else to be done',
  'BatchUpdateJobRolePermission: job_ids': 'without tasks there is nothing to set',
  'BatchUpdateJobRolePermission: permissions.role_id': 'the number names the role',
  'ListProjectJobs: page_index': 'the page gives a default to what the SDKs call mandatory',
  'ListProjectJobs: page_size': 'the page gives a default to what the SDKs call mandatory',
  'ShowJobListByProjectId: page_index': 'the page gives a default to what the SDKs call mandatory',
  'ShowJobListByProjectId: page_size': 'the page gives a default to what the SDKs call mandatory',
  'ListProjectsV4: offset': 'the page gives a default to what it calls mandatory',
  'ListProjectsV4: limit': 'the page gives a default to what it calls mandatory',
};

/** Where the SDKs have another type, and why. */
const otherwiseTyped: Readonly<Record<string, string>> = {
  'ListGroupSubgroupsAndRepositories: filter': 'a copying error: the page says it filters by name',
  'UpdateAccessKeyV5: status': 'an enumeration of words, of which the facts have only the name',
  'ListProjectSubgroupsAndRepositories: filter':
    'a copying error: the page says it filters by name',
  'CreateTemporaryAccessKeyByToken: auth.identity.policy.Statement.Condition':
    'a map of maps of texts, which a schema says in another way',
};

/** Fields of bodies, by model, that the SDKs lack, and who sends them. */
const sentBeside: Readonly<Record<string, readonly string[]>> = {
  // Terraform spells end_point_id so, and updates with the body of a creation.
  CreateBuildJobScm: ['endpoint_id'],
  UpdateBuildJobScm: ['endpoint_id', 'enable_git_lfs', 'group_name', 'repo_name'],
  UpdateBuildJobRequestBody: ['group_id', 'timeout', 'build_if_code_updated', 'triggers'],
};

const cases = services.flatMap(({ facts: keys, operations: declared }) =>
  declared.map((operation) => {
    const key = keys.find((each) => operations[each]?.some(({ id }) => id === operation.name));
    const sdk = operations[key ?? '']?.find(({ id }) => id === operation.name);
    return { name: operation.name, operation, sdk, models: models[key ?? ''] ?? {} };
  }),
);
const recorded = cases.flatMap(({ sdk, ...rest }) => (sdk ? [{ sdk, ...rest }] : []));

test('every operation is one of the SDKs, but for a known few', () => {
  const missing = cases.filter(({ sdk }) => !sdk).map(({ name }) => name);
  expect(missing).toEqual(Object.keys(unrecorded));
});

describe.each(recorded)('$name', ({ name, operation, sdk, models }) => {
  test('has the route and the models of the SDKs', () => {
    const { method, path, bodyModel, success } = operation;
    expect({ method, path, bodyModel, model: success.model }).toEqual({
      method: sdk.method,
      path: sdk.path,
      bodyModel: sdk.body,
      model: sdk.response,
    });
    expect(models).toHaveProperty([success.model]);
    expect(Object.keys(success.headers ?? {})).toEqual(
      expect.arrayContaining([...(sdk.response_headers ?? [])]),
    );
  });

  test('reads what the SDKs send: its parameters are theirs', () => {
    for (const [where, theirs] of [
      ['path', sdk.path_parameters],
      ['query', sdk.query_parameters],
      ['header', sdk.header_parameters],
    ] as const) {
      const schema: TObject | undefined = operation.parameters[where];
      const sent = Object.entries(theirs ?? {}).map(([parameter, type]) => ({
        name: where === 'header' ? parameter.toLowerCase() : parameter,
        type,
        required: sdk.required?.includes(parameter) ?? false,
      }));
      expect(Object.keys(schema?.properties ?? {}).sort()).toEqual(
        sent.map((parameter) => parameter.name).sort(),
      );
      for (const parameter of sent) agree(name, operation, schema, parameter, parameter.name);
    }
  });

  test('reads what the SDKs send: the fields of its body are theirs', () => {
    const { body } = operation;
    if (!body) return;
    const items = /^list\[(.+)\]$/.exec(sdk.body ?? '')?.[1];
    if (items === undefined) fieldsAgree(name, operation, body, sdk.body ?? '', '');
    else fieldsAgree(name, operation, (body as TArray).items as TObject, items, '');
  });

  /** The fields of a body or of an object in it, which is of class `model` at `place`. */
  function fieldsAgree(
    operationName: string,
    declared: Operation,
    schema: TObject,
    model: string,
    place: string,
  ): void {
    const { '*required': required = [], ...fields } = models[model] ?? {};
    const theirs = [...Object.keys(fields), ...(sentBeside[model] ?? [])];
    expect(Object.keys(schema.properties).sort()).toEqual(theirs.sort());
    for (const [field, type] of Object.entries(fields)) {
      const inner = place + field;
      const sent = { name: field, type: String(type), required: required.includes(field) };
      agree(operationName, declared, schema, sent, inner);
      const object = objectIn(schema.properties[field] as TSchema);
      if (!object) continue;
      const className = String(type).replace(/^list\[(.+)\]$/, '$1');
      expect(declared.sdk).toHaveProperty(['models', inner], className);
      fieldsAgree(operationName, declared, object, className, `${inner}.`);
    }
  }
});

test('every listed difference is one', () => {
  const declared = recorded.flatMap(({ name, operation: { sdk } }) =>
    Object.keys((sdk !== 'none' && sdk?.required) || {}).map((place) => `${name}: ${place}`),
  );
  expect(declared.sort()).toEqual(Object.keys(otherwiseRequired).sort());
});

/** One value that the SDKs send: demanded as they demand it and of their type, or listed. */
function agree(
  operationName: string,
  operation: Operation,
  schema: TObject | undefined,
  sent: { readonly name: string; readonly type: string; readonly required: boolean },
  place: string,
): void {
  const where = `${operationName}: ${place}`;
  const view = operation.sdk === 'none' ? undefined : operation.sdk;
  const ours = schema?.required?.includes(sent.name) ?? false;
  expect(view?.required?.[place] ?? ours, `${where} is required`).toBe(sent.required);
  if (where in otherwiseRequired) expect(ours, where).toBe(!sent.required);
  const property = schema?.properties[sent.name] as TSchema;
  if (where in otherwiseTyped) expect(sdkTypeOf(property), where).not.toBe(sent.type);
  else if (!objectIn(property)) expect(sdkTypeOf(property), where).toBe(sent.type);
  else expect('items' in property, where).toBe(sent.type.startsWith('list['));
}

/** The object that a schema is, or that it is a list of. */
function objectIn(schema: TSchema): TObject | undefined {
  if ('items' in schema) return objectIn((schema as TArray).items as TSchema);
  return 'properties' in schema ? (schema as TObject) : undefined;
}

/** The name that the facts have for the type of a schema. */
function sdkTypeOf(schema: TSchema): string {
  const { type } = schema as { type?: string };
  if (type === 'array') return `list[${sdkTypeOf((schema as TArray).items as TSchema)}]`;
  if (type === 'object') return 'dict(str, object)';
  // An enumeration of words says no type.
  return { integer: 'int', boolean: 'bool' }[type ?? ''] ?? 'str';
}
