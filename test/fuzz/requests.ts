import {
  referenceEncode,
  referenceSign,
  sha256,
} from '../../src/domain/access/signature/reference-signer.ts';
import type { FirstCredentials } from '../../src/domain/installation/index.ts';
import type { AnyOperation } from '../../src/http/routes.ts';
import { loginBody } from '../concurrency/client.ts';
import type { Random } from '../properties/random.ts';
import {
  contentTypes,
  longTargetTexts,
  longTexts,
  mutatedBody,
  mutatedText,
  withEachText,
} from './mutations.ts';
import type { Framing, RawRequest } from './raw-client.ts';

/** What good requests name, and who makes them. */
export interface Ground extends FirstCredentials {
  /** Name and port, as the Host header has them. */
  readonly host: string;
  readonly token: string;
  /** A token that a request may end. */
  readonly spareToken: string;
  readonly buildGroup: string;
  readonly repoGroup: string;
  readonly buildTask: string;
  readonly recycledBuildTasks: readonly string[];
  /** Tasks that a request may delete. */
  readonly spareBuildTasks: readonly string[];
  /** Groups that a request may delete. */
  readonly spareBuildGroups: readonly string[];
  readonly spareRepoGroups: readonly string[];
  readonly repositoryUuid: string;
  readonly repositoryId: string;
  /** Uuids of repositories that a request may delete. */
  readonly spareRepositories: readonly string[];
}

/** A value for a parameter of an operation, by its name, that the operation accepts. */
function goodText(
  ground: Ground,
  random: Random,
  { method, path }: AnyOperation,
  name: string,
  example: unknown,
): string {
  const deletes = method === 'DELETE';
  if (name === 'group_id' && path.includes('/deleted-build-task-groups/')) {
    return random.pick(ground.spareBuildGroups);
  }
  if (name === 'group_id') return deletes ? random.pick(ground.spareRepoGroups) : ground.repoGroup;
  if (name === 'target_group_id') return ground.spareBuildGroups.at(-1) ?? '';
  if (name === 'source_group_id') return ground.buildGroup;
  if (name === 'id') return deletes ? random.pick(ground.spareBuildGroups) : ground.buildGroup;
  if (name === 'job_id') {
    return deletes || path.endsWith('/delete')
      ? random.pick(ground.spareBuildTasks)
      : ground.buildTask;
  }
  if (name === 'repository_id') return ground.repositoryId;
  if (name === 'repository_uuid') {
    return deletes ? random.pick(ground.spareRepositories) : ground.repositoryUuid;
  }
  if (name === 'project_uuid') return ground.projectId;
  if (name === 'group_path_id') return ground.buildGroup;
  if (name === 'project_id')
    return path.startsWith('/v3/projects') ? ground.iamProjectId : ground.projectId;
  return String(example);
}

/** The build task that a body names. */
function namedTask(ground: Ground, { method, path }: AnyOperation): string {
  if (path.startsWith('/v1/job/recycling')) return ground.recycledBuildTasks[0] ?? '';
  return (method === 'DELETE' ? ground.spareBuildTasks[0] : undefined) ?? ground.buildTask;
}

/** The example of an operation, with what is there in place of what the vendor's example names. */
function goodBody(ground: Ground, operation: AnyOperation): unknown {
  if (operation.name === 'KeystoneCreateUserTokenByPassword') return loginBody(ground);
  const ids: Record<string, string> = {
    '626c66e962e44ce680b168c409d0502a': ground.buildGroup,
    '48c66c6002964721be537cdc6ce0297b': namedTask(ground, operation),
    b4d3971c3988463b865f6f920846149e: ground.projectId,
    '0605767b5780d5762fc5c0118072a564': ground.iamProjectId,
    '70d11a2d7275425689347ec104af2ad8': ground.domainId,
  };
  const replace = (_key: string, value: unknown) =>
    typeof value === 'string' ? (ids[value] ?? value) : value;
  return operation.example.body && JSON.parse(JSON.stringify(operation.example.body, replace));
}

/** Chunks are well-formed, so they come more often. */
const oddFramings: readonly Framing[] = [
  'chunked',
  'chunked',
  'chunked',
  'none',
  'both',
  'too-long',
  'too-short',
];

/** A malformed request to an operation, from its declaration; with valid credentials. */
export function malformed(ground: Ground, random: Random, operation: AnyOperation): RawRequest {
  const { method, example, parameters } = operation;
  const often = (percent: number) => random.below(100) < percent;

  const segments = operation.path.split('/').map((segment) => {
    const [, name] = /^\{(\w+)\}$/.exec(segment) ?? [];
    if (name === undefined) return segment;
    const good = goodText(ground, random, operation, name, example.path?.[name]);
    // A blank or absent segment is another route.
    return often(12) ? mutatedText(random, good).replace(/^\/*$/, 'x') : good;
  });
  const path = segments.join('/');

  const declared = Object.keys((parameters.query?.properties as object | undefined) ?? {});
  const pairs = declared
    .filter((name) => example.query?.[name] !== undefined || often(40))
    .map((name): [string, string] => {
      const good = goodText(ground, random, operation, name, example.query?.[name] ?? '1');
      return [name, often(50) ? mutatedText(random, good) : good];
    });
  if (often(8)) pairs.push([mutatedText(random, random.pick([...declared, 'x'])), 'y']);
  const query = pairs.map((pair) => pair.map((text) => encoded(text)).join('=')).join('&');
  // What no client can sign, because it has no canonical form.
  const broken = often(2) ? random.pick(['%', '%zz', '%ff', '%c0%80', '&&=&', '+', '#', '?']) : '';
  const target = [encoded(path, '/'), query + broken].filter((part) => part !== '').join('?');

  const wantsBody = operation.body !== undefined;
  const body =
    wantsBody || often(15) ? mutatedBody(random, goodBody(ground, operation)) : Buffer.alloc(0);
  const type = often(6) ? random.pick(contentTypes) : 'application/json';
  const headers: (readonly [string, string])[] = [['Host', ground.host]];
  if (wantsBody || often(70)) headers.push(['Content-Type', type]);
  if (parameters.header) {
    const value = often(40) ? mutatedText(random, ground.spareToken) : ground.spareToken;
    headers.push(['X-Subject-Token', inHeader(value)]);
  }
  if (often(3))
    headers.push([random.pick(['Accept', 'Cookie', 'X-Language', 'Origin']), 'x'.repeat(999)]);
  if (often(2)) headers.push(['X-Project-Id', inHeader(mutatedText(random, ground.iamProjectId))]);

  const framing = often(10) ? random.pick(oddFramings) : 'length';
  const credentials =
    broken === '' && framing !== 'none' && often(50)
      ? signature(ground, { method, path, pairs, headers, body })
      : [['X-Auth-Token', ground.token] as const];
  return { method, target, headers: [...headers, ...credentials], body, framing };
}

/** What makes the requests in which each value of an operation in its turn is long and awkward. */
export function long(
  ground: Ground,
  random: Random,
  operation: AnyOperation,
): (() => RawRequest)[] {
  const { method, path, example, parameters } = operation;
  const headers = [
    ['Host', ground.host],
    ['Content-Type', 'application/json'],
    ['X-Subject-Token', ground.spareToken],
    ['X-Auth-Token', ground.token],
  ] as const;
  const target = (changed: string | undefined, text: string) =>
    path.replace(/\{(\w+)\}/g, (_all, name) =>
      encoded(
        name === changed ? text : goodText(ground, random, operation, name, example.path?.[name]),
      ),
    );
  const request = (to: string, body = '') =>
    ({ method, target: to, headers, body: Buffer.from(body), framing: 'length' }) as const;

  const inBody = longTexts.flatMap((text) =>
    withEachText(goodBody(ground, operation), text).map(
      (body) => () => request(target(undefined, ''), JSON.stringify(body)),
    ),
  );
  const inTarget = longTargetTexts.flatMap((text) => [
    ...Object.keys(parameters.path?.properties ?? {}).map(
      (name) => () => request(target(name, text)),
    ),
    ...Object.keys(parameters.query?.properties ?? {}).map(
      (name) => () => request(`${target(undefined, '')}?${name}=${encoded(text)}`),
    ),
  ]);
  return [...inBody, ...inTarget];
}

/** The headers that sign a request with the root user's key. */
function signature(
  ground: Ground,
  request: {
    readonly method: string;
    readonly path: string;
    readonly pairs: readonly [string, string][];
    readonly headers: readonly (readonly [string, string])[];
    readonly body: Buffer;
  },
): (readonly [string, string])[] {
  const { accessKey, secretKey } = ground;
  const sorted = request.pairs
    .map((pair) => pair.map((text) => text.toWellFormed()) as [string, string])
    .toSorted(([a, x], [b, y]) => order(a, b) || order(x, y));
  const flat = referenceSign({
    method: request.method,
    path: encoded(request.path.endsWith('/') ? request.path : `${request.path}/`, '/'),
    query: sorted.map((pair) => pair.map((text) => encoded(text)).join('=')).join('&'),
    headers: request.headers.filter(([name]) => name === 'Host'),
    payload: sha256(request.body),
    accessKey,
    secretKey,
    date: new Date().toISOString().replace(/[-:]|\.\d{3}/g, ''),
  });
  const signed: [string, string][] = [];
  for (let i = 0; i < flat.length; i += 2) signed.push([flat[i] ?? '', flat[i + 1] ?? '']);
  return signed.filter(([name]) => name !== 'Host');
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const encoded = (text: string, keep = '') => referenceEncode(text.toWellFormed(), keep);
/** A header value that goes through Node's parser: the rest is no business of the server's. */
const inHeader = (text: string) => text.replace(/[^\x20-\x7e]/g, '?').trim() || 'x';
