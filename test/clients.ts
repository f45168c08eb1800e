import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest, Agent as SecureAgent } from 'node:https';
import { BasicCredentials } from '@huaweicloud/huaweicloud-sdk-core/auth/BasicCredentials.js';
import { ClientBuilder } from '@huaweicloud/huaweicloud-sdk-core/ClientBuilder.js';
import { ServiceResponseException } from '@huaweicloud/huaweicloud-sdk-core/exception/ServiceResponseException.js';
import type { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js';
import { Logger4jInstance } from '@huaweicloud/huaweicloud-sdk-core/logger/log4jLogger.js';
import { afterAll, beforeAll, expect } from 'vitest';
import { type Answer, operationOf, requireStrict, type SdkOperation } from './strict-answers.ts';
import { stores } from './world.ts';

// The core prints every refusal at length, and refusals are what tests ask for.
Logger4jInstance.level = 'off';

/** Parameters of an operation by their names on the wire, wherever they travel. */
export type Values = Readonly<Record<string, string | number | boolean>>;

/** Sends operations. Every answer has been checked strictly before it is seen. */
export interface Client {
  /** `body`: a JSON value; undefined for none. */
  send(operation: SdkOperation, values?: Values, body?: unknown): Promise<Answer>;
}

/** Where a server is reached; `ca` is the certificate (PEM) to trust over https. */
export interface Reached {
  readonly endpoint: string;
  readonly ca?: string;
}

export interface KeyPair {
  readonly accessKey: string;
  readonly secretKey: string;
}

/**
 * Declares, at the top of a file of test/conformance, that the file proves the operation with the
 * vendor's published client core: on every store at least one success and one refusal, checked
 * strictly. The file fails if they were not seen. Answers the operation, to be sent.
 */
export function proven(service: string, id: string): SdkOperation {
  const operation = operationOf(service, id);
  // Other files of the same worker have sent it, too.
  beforeAll(() => void seen.delete(keyOf(operation)));
  afterAll(() => {
    const outcomes = [...(seen.get(keyOf(operation))?.values() ?? [])];
    const complete = outcomes.filter((outcome) => outcome.success && outcome.refusal);
    const what = `servers that the vendor's core got a success and a refusal of ${id} from`;
    expect(complete.length, what).toBeGreaterThanOrEqual(stores.length);
  });
  return operation;
}

/** What the vendor's core got in this file: by operation, then by server. */
const seen = new Map<string, Map<string, { success: boolean; refusal: boolean }>>();

const keyOf = ({ service, id }: SdkOperation) => `${service}/${id}`;

function saw(operation: SdkOperation, { endpoint }: Reached, { status }: Answer): void {
  const byServer = seen.get(keyOf(operation)) ?? new Map();
  const outcome = byServer.get(endpoint) ?? { success: false, refusal: false };
  outcome[status < 400 ? 'success' : 'refusal'] = true;
  seen.set(keyOf(operation), byServer.set(endpoint, outcome));
}

export interface VendorOptions {
  /** Sent as X-Project-Id. */
  readonly projectId?: string;
  readonly securityToken?: string;
  /** Signs with V11-HMAC-SHA256, the key derived for this region and service. */
  readonly derivedFor?: { readonly region: string; readonly service: string };
}

/**
 * The vendor's published client core under a key pair. IAM and ProjectMan go through their
 * generated clients; Build and Repo are not on npm and go through the core as those do. What the
 * core makes of an answer is compared with the bytes.
 */
export function vendorClient(at: Reached, keys: KeyPair, options: VendorOptions = {}): Client {
  return {
    async send(operation, values = {}, body) {
      let answer: Answer | undefined;
      const core = new ClientBuilder((client) => client)
        .withCredential(credentialsOf(keys, options))
        .withEndpoint(at.endpoint)
        .withOptions({
          axiosRequestConfig: {
            ...(at.ca ? { httpsAgent: new SecureAgent({ ca: at.ca }) } : {}),
            // The last word before the core reads the answer: text, headers and status as they came.
            transformResponse: (text: string, headers, status) => {
              answer = answerOf(status ?? 0, headers.toJSON() as IncomingHttpHeaders, text);
              // Its own copy: the core writes into what it reads.
              return answer.body === undefined ? text : structuredClone(answer.body);
            },
          },
        })
        .build();
      const read = await sendThrough(core, operation, values, body).catch(
        (error: unknown) => error,
      );
      if (!answer) throw read;
      requireStrict(answer, operation);
      saw(operation, at, answer);
      requireReadAlike(read, answer);
      return answer;
    },
  };
}

/** Calls with a token, as curl would make them. A body that is text goes as it is. */
export function tokenClient(at: Reached, token: string): Client {
  return {
    send(operation, values = {}, body) {
      const own = parametersAt(operation.header_parameters, values);
      const headers = { 'Content-Type': 'application/json', 'X-Auth-Token': token, ...own };
      return ask(at, { ...lineOf(operation, values), headers, ...bytesOf(body) }, operation);
    },
  };
}

/** As `tokenClient`, but signed by hand: for bodies and parameters that the core cannot send. */
export function signingClient(at: Reached, keys: KeyPair, how: Signing = {}): Client {
  return {
    send(operation, values = {}, body) {
      const own = parametersAt(operation.header_parameters, values);
      const request = {
        ...lineOf(operation, values),
        headers: { 'Content-Type': 'application/json', ...own },
        ...bytesOf(body),
      };
      return ask(at, { ...request, headers: signed(keys, request, how) }, operation);
    },
  };
}

/** A user that can log in: a person of a world, or the world itself for its root user. */
export interface Login {
  readonly domainName: string;
  readonly userName: string;
  readonly password: string;
}

/** Obtains a token by password; scoped to the IAM project of a region unless told otherwise. */
export async function tokenOf(
  at: Reached,
  { domainName, userName, password }: Login,
  scope: object | undefined = { project: { name: 'cn-north-4' } },
): Promise<string> {
  const user = { domain: { name: domainName }, name: userName, password };
  const auth = { identity: { methods: ['password'], password: { user } }, scope };
  const operation = operationOf('IAM v3', 'KeystoneCreateUserTokenByPassword');
  const answer = await ask(
    at,
    { ...lineOf(operation, {}), body: JSON.stringify({ auth }) },
    operation,
  );
  expect(answer.status, answer.text).toBe(201);
  return answer.headers['x-subject-token'] ?? '';
}

/** A request as it goes over the wire. */
export interface RawRequest {
  readonly method: string;
  /** Path and query, untouched. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** Sends a raw request and checks the answer strictly; without `operation` only a refusal is right. */
export async function ask(
  at: Reached,
  { method, target, headers = {}, body }: RawRequest,
  operation?: SdkOperation,
): Promise<Answer> {
  const { protocol, hostname, port } = new URL(at.endpoint);
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  const answer = await new Promise<Answer>((resolve, reject) => {
    const send = protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(
      { hostname, port, method, path: target, headers: { ...length, ...headers }, ca: at.ca },
      async (response) => {
        try {
          const chunks = await response.toArray();
          const text = Buffer.concat(chunks).toString('utf8');
          resolve(answerOf(response.statusCode ?? 0, response.headers, text));
        } catch (error) {
          reject(error);
        }
      },
    );
    request.on('error', reject).end(body);
  });
  requireStrict(answer, operation);
  return answer;
}

export interface Signing {
  readonly algorithm?: 'SDK-HMAC-SHA256' | 'V11-HMAC-SHA256' | 'SDK-HMAC-SM3';
  /** `20260102T030405Z`; now, unless given. */
  readonly date?: string;
  /** The path that is hashed, in place of the one that the target means. */
  readonly canonicalPath?: string;
  /** Headers that are signed beside X-Sdk-Date; all, unless given. */
  readonly only?: readonly string[];
}

/** The headers of a request, signed as the vendor's signing guide describes it. */
export function signed(
  { accessKey, secretKey }: KeyPair,
  { method, target, headers = {}, body = '' }: RawRequest,
  { algorithm = 'SDK-HMAC-SHA256', date = sdkDate(Date.now()), canonicalPath, only }: Signing = {},
): Record<string, string> {
  const hash = algorithm === 'SDK-HMAC-SM3' ? 'sm3' : 'sha256';
  const digest = (data: string | Uint8Array) => createHash(hash).update(data).digest('hex');
  const [path = '', query = ''] = target.split('?');
  const all: Record<string, string> = { ...headers, 'X-Sdk-Date': date };
  const names = Object.keys(all)
    .filter((name) => name === 'X-Sdk-Date' || !only || only.includes(name))
    .sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  const list = names.map((name) => name.toLowerCase()).join(';');
  const lines = names.map((name) => `${name.toLowerCase()}:${all[name]}\n`).join('');
  const canonical = [
    method,
    canonicalPath ?? canonicalPathOf(path),
    query.split('&').sort().join('&'),
    lines,
    list,
    // A hash that the headers declare stands for the body's.
    headers['X-Sdk-Content-Sha256'] ?? digest(body),
  ].join('\n');

  const scope = `${date.slice(0, 8)}/cn-north-4/codearts`;
  const derived = algorithm === 'V11-HMAC-SHA256';
  const key = derived
    ? Buffer.from(hkdfSync('sha256', secretKey, accessKey, scope, 32)).toString('hex')
    : secretKey;
  const text = [algorithm, date, ...(derived ? [scope] : []), digest(canonical)].join('\n');
  const signature = createHmac(hash, key).update(text).digest('hex');
  const credential = derived ? `Credential=${accessKey}/${scope}` : `Access=${accessKey}`;
  const authorization = `${algorithm} ${credential}, SignedHeaders=${list}, Signature=${signature}`;
  return { ...all, Authorization: authorization };
}

/** The form of X-Sdk-Date; `ms` since 1970. */
export const sdkDate = (ms: number): string =>
  `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/** Method and target of an operation with its parameters. */
export function lineOf(operation: SdkOperation, values: Values): RawRequest {
  const path = operation.path.replace(/\{(\w+)\}/g, (_braces, name: string) =>
    encodeURIComponent(String(values[name] ?? '')),
  );
  const query = new URLSearchParams(parametersAt(operation.query_parameters, values)).toString();
  const target = query === '' ? path : `${path}?${query.replaceAll('+', '%20')}`;
  return { method: operation.method, target };
}

function credentialsOf({ accessKey, secretKey }: KeyPair, options: VendorOptions) {
  const { projectId, securityToken, derivedFor } = options;
  const credentials = new BasicCredentials().withAk(accessKey).withSk(secretKey);
  if (projectId !== undefined) credentials.withProjectId(projectId);
  if (securityToken !== undefined) credentials.withSecurityToken(securityToken);
  if (derivedFor) {
    credentials.processDerivedAuthParams(derivedFor.service, derivedFor.region);
    credentials.withDerivedPredicate(() => true);
  }
  return credentials;
}

type GeneratedClient = Readonly<
  Record<string, ((request: object) => Promise<unknown>) | undefined>
>;

/** The generated client of a service, where npm has one; loading one takes a while. */
const generatedClients: Readonly<Record<string, (core: HcClient) => Promise<GeneratedClient>>> = {
  async 'IAM v3'(core) {
    const { IamClient } = await import('@huaweicloud/huaweicloud-sdk-iam/v3/IamClient.js');
    return new IamClient(core) as unknown as GeneratedClient;
  },
  async 'IAM v5'(core) {
    const { IamClient } = await import('@huaweicloud/huaweicloud-sdk-iam/v5/IamClient.js');
    return new IamClient(core) as unknown as GeneratedClient;
  },
  async 'ProjectMan v4'(core) {
    const { ProjectManClient } = await import(
      '@huaweicloud/huaweicloud-sdk-projectman/v4/ProjectManClient.js'
    );
    return new ProjectManClient(core) as unknown as GeneratedClient;
  },
};

async function sendThrough(
  core: HcClient,
  operation: SdkOperation,
  values: Values,
  body: unknown,
): Promise<unknown> {
  const client = await generatedClients[operation.service]?.(core);
  const method = `${operation.id.charAt(0).toLowerCase()}${operation.id.slice(1)}`;
  // This one's client takes no parameters: it asks for the project of the credentials.
  const takesValues = operation.id !== 'KeystoneShowProject' || Object.keys(values).length === 0;
  if (client?.[method] && takesValues) {
    return client[method](body === undefined ? values : { ...values, body });
  }
  const request = {
    method: operation.method,
    url: operation.path,
    contentType: 'application/json',
    pathParams: parametersAt(operation.path_parameters, values),
    queryParams: parametersAt(operation.query_parameters, values),
    headers: parametersAt(operation.header_parameters, values),
    // Generated clients start from an empty object, so their GETs have a body.
    data: (body === undefined ? {} : body) as Record<string, unknown>,
    responseHeaders: operation.response_headers,
  };
  return core.sendRequest(request);
}

/** The core must have read off the answer what stands in it. */
function requireReadAlike(read: unknown, { status, headers, body }: Answer): void {
  if (status < 400) {
    expect(read).toHaveProperty('httpStatusCode', status);
    // The core hangs status and headers on what it read, arrays included.
    if (typeof body === 'object') expect({ ...(read as object) }).toMatchObject({ ...body });
    return;
  }
  // The answer to a HEAD has no body that could tell more.
  if (body === undefined) {
    expect(read).toBeInstanceOf(ServiceResponseException);
    expect(read).toMatchObject({ httpStatusCode: status, requestId: headers['x-request-id'] });
    return;
  }
  const { error, error_code, error_msg } = body as {
    error?: { code: number };
    error_code: string;
    error_msg: string;
  };
  expect(read).toBeInstanceOf(ServiceResponseException);
  expect(read).toMatchObject({
    httpStatusCode: status,
    // Keystone's own number comes first in this core.
    errorCode: error?.code ?? error_code,
    errorMsg: error_msg,
    requestId: headers['x-request-id'],
  });
}

function parametersAt(
  declared: Readonly<Record<string, string>> | undefined,
  values: Values,
): Record<string, string> {
  const names = Object.keys(declared ?? {}).filter((name) => values[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, String(values[name])]));
}

function bytesOf(body: unknown): { body?: string | Uint8Array } {
  if (body === undefined) return {};
  const asItIs = typeof body === 'string' || body instanceof Uint8Array;
  return { body: asItIs ? body : JSON.stringify(body) };
}

/** Every segment of the text that a path stands for, encoded by RFC 3986, and a slash at the end. */
function canonicalPathOf(path: string): string {
  const segments = decodeURIComponent(path).split('/').map(encodeURIComponent).join('/');
  const encoded = segments.replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return encoded.endsWith('/') ? encoded : `${encoded}/`;
}

/** An answer out of its parts; repeated headers are joined by commas. */
export function answerOf(status: number, headers: IncomingHttpHeaders, text: string): Answer {
  const flat = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return { status, headers: Object.fromEntries(flat), text, body: jsonOrNothing(text) };
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
