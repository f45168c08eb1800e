import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import {
  referenceEncode,
  referenceSign,
  sha256,
} from '../../src/domain/access/signature/reference-signer.ts';
import { services } from '../../src/main.ts';
import {
  operationOf,
  requireStrict,
  type SdkOperation,
  type Answer as StrictAnswer,
} from '../strict-answers.ts';

/** How a caller shows who they are: a key, a token, both or nothing. */
export interface Credential {
  readonly key?: { readonly accessKey: string; readonly secretKey: string };
  readonly token?: string;
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** The address of this machine that it is sent from. */
  readonly from?: string;
}

/** A password login; without a scope, where it may. */
export function passwordLogin(
  domain: string,
  name: string,
  password: string,
  scope?: object,
): Call {
  const user = { domain: { name: domain }, name, password };
  const identity = { methods: ['password'], password: { user } };
  return { method: 'POST', path: '/v3/auth/tokens', body: { auth: { identity, scope } } };
}

/** An answer, read and as it came. */
export interface Answer extends StrictAnswer {
  /** Names as sent, in the order sent. */
  readonly rawHeaders: readonly (readonly [name: string, value: string])[];
}

/** What every failure says, in every dialect. */
export interface Refusal {
  readonly error_code: string;
  readonly error_msg: string;
  /** In the gateway's failures alone. */
  readonly request_id?: string;
}

export const refusalOf = ({ body }: Answer): Refusal => body as Refusal;

const agent = new Agent({ keepAlive: true });

/**
 * Sends one call, signed with SDK-HMAC-SHA256 where the credential has a key. Every answer is
 * checked strictly before it is seen.
 */
export async function send(endpoint: string, credential: Credential, call: Call): Promise<Answer> {
  const { method, path, headers = {} } = call;
  const query = Object.entries(call.query ?? {})
    .map(([name, value]) => `${name}=${referenceEncode(value)}`)
    .sort()
    .join('&');
  const body = call.body === undefined ? '' : JSON.stringify(call.body);
  const sent: [string, string][] = [
    ['Host', new URL(endpoint).host],
    ['Content-Type', 'application/json'],
    ['Content-Length', String(Buffer.byteLength(body))],
    ...Object.entries(headers),
  ];
  if (credential.token !== undefined) sent.push(['X-Auth-Token', credential.token]);
  const { key } = credential;
  const signed = key
    ? referenceSign({ ...key, method, path: `${path}/`, query, payload: sha256(body), date: now() })
    : [];
  const answer = await new Promise<Answer>((resolve, reject) => {
    const outgoing = httpRequest(endpoint, {
      method,
      path: query === '' ? path : `${path}?${query}`,
      agent,
      ...(call.from === undefined ? {} : { localAddress: call.from }),
      headers: [...sent.flat(), ...signed],
    });
    outgoing.on('error', reject);
    outgoing.on('response', async (incoming) => {
      try {
        const chunks: Buffer[] = await incoming.toArray();
        resolve(answerOf(incoming, Buffer.concat(chunks).toString('utf8')));
      } catch (error) {
        reject(error);
      }
    });
    outgoing.end(body);
  });
  requireStrict(answer, meant(call));
  return answer;
}

function answerOf({ statusCode: status = 0, rawHeaders: sent }: IncomingMessage, text: string) {
  const rawHeaders = sent.flatMap((name, i) =>
    i % 2 === 0 ? [[name, sent[i + 1] ?? ''] as const] : [],
  );
  const headers = Object.fromEntries(
    rawHeaders.map(([name, value]) => [name.toLowerCase(), value] as const),
  );
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  return { status, rawHeaders, headers, text, body };
}

/** Every operation with the pattern of its path, those with the fewest parameters first. */
const operations = services
  .flatMap(({ facts: [service = 'STS v1'], operations }) =>
    operations.map(({ name, method, path }) => ({
      service,
      name,
      method,
      pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
      parameters: path.split('{').length,
    })),
  )
  .sort((a, b) => a.parameters - b.parameters);

function meant({ method, path }: Call): SdkOperation | undefined {
  const found = operations.find((each) => each.method === method && each.pattern.test(path));
  return found && operationOf(found.service, found.name);
}

/** `20260102T030405Z`, as X-Sdk-Date wants it. */
function now(): string {
  return new Date().toISOString().replace(/[-:]|\.\d+/g, '');
}
