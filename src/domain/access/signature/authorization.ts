import { type AlgorithmName, algorithmNames, algorithmOf, isAlgorithmName } from './algorithm.ts';
import { SignatureRefusal, skewDetail } from './refusal.ts';

/** What a V11 key is derived for; `day` is yyyymmdd. */
export interface CredentialScope {
  readonly day: string;
  readonly region: string;
  readonly service: string;
}

/**
 * What the headers of a signed request claim: all that verification needs of them, so that it cannot
 * read other headers than the checks before it did.
 */
export interface SignedRequestClaim {
  readonly algorithm: AlgorithmName;
  readonly accessKey: string;
  /** Of V11-HMAC-SHA256 only. */
  readonly scope: CredentialScope | undefined;
  /** X-Sdk-Date as sent, `20260102T030405Z`. */
  readonly date: string;
  /** Lower-case names in the order signed. */
  readonly signedHeaders: readonly string[];
  /** 64 lower-case hex digits. */
  readonly signature: string;
  /** A line `name:value` for each signed header, every line with its line feed. */
  readonly canonicalHeaders: string;
  readonly contentType: string;
  /** The algorithm's X-Sdk-Content-… header, when sent. */
  readonly contentHash: string | undefined;
}

/**
 * Phase 1: reads the claim and refuses what needs neither secret nor body. `rawHeaders` is Node's
 * flat list of names and values; a repeated header counts as its values joined by `,`. `now` is real
 * time in ms. Throws SignatureRefusal with every reason but `content_hash` and `signature`.
 *
 * Which headers are signed is up to the client, but for X-Sdk-Date: each SDK signs another set.
 */
export function parseAuthorization(rawHeaders: readonly string[], now: number): SignedRequestClaim {
  const headers = joinHeaders(rawHeaders);
  const authorization = headers.get('authorization');
  if (authorization === undefined) {
    throw new SignatureRefusal('no_authorization', 'x-auth-token not found');
  }
  const algorithm = readAlgorithm(authorization);
  const { accessKey, scope, signedHeaders, signature } = readParameters(algorithm, authorization);
  if (!signedHeaders.includes('x-sdk-date')) {
    throw new SignatureRefusal('date_not_signed', 'x-sdk-date is not among SignedHeaders');
  }
  const date = readDate(headers.get('x-sdk-date'), now);
  if (scope !== undefined && !date.startsWith(`${scope.day}T`)) {
    throw new SignatureRefusal('scope', 'the day in Credential is not the day of X-Sdk-Date');
  }
  return {
    algorithm,
    accessKey,
    scope,
    date,
    signedHeaders,
    signature,
    canonicalHeaders: canonicalHeaders(signedHeaders, headers),
    contentType: headers.get('content-type') ?? '',
    contentHash: headers.get(algorithmOf(algorithm).contentHashHeader.toLowerCase()),
  };
}

function joinHeaders(rawHeaders: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] ?? '').toLowerCase();
    const value = rawHeaders[i + 1] ?? '';
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before},${value}`);
  }
  return headers;
}

function readAlgorithm(authorization: string): AlgorithmName {
  // The name is not repeated to the client: it may be a token sent without a scheme.
  const [name = ''] = authorization.split(' ', 1);
  if (isAlgorithmName(name)) return name;
  throw new SignatureRefusal(
    'unknown_algorithm',
    `unsupported signing algorithm,supported:${algorithmNames}`,
  );
}

const parametersForm =
  /^(\w+=[\w./-]+),[ \t]*SignedHeaders=([^\s,=:A-Z]+),[ \t]*Signature=([0-9a-f]{64})$/;

function readParameters(
  algorithm: AlgorithmName,
  authorization: string,
): Pick<SignedRequestClaim, 'accessKey' | 'scope' | 'signedHeaders' | 'signature'> {
  const parameters = authorization.slice(algorithm.length + 1);
  const [, credentialText = '', names = '', signature = ''] = parametersForm.exec(parameters) ?? [];
  const credential = readCredential(algorithm, credentialText);
  const signedHeaders = names.split(';');
  // A name repeated often would have a short request make the server hash a long one.
  if (credential === undefined || new Set(signedHeaders).size < signedHeaders.length) {
    throw new SignatureRefusal('malformed', malformedDetail(algorithm, parameters));
  }
  return { ...credential, signedHeaders, signature };
}

const credentialForms = {
  Access: /^Access=([\w-]{1,128})$/,
  Credential: /^Credential=([\w-]{1,128})\/(\d{8})\/([\w.-]{1,64})\/([\w.-]{1,64})$/,
};

function readCredential(
  algorithm: AlgorithmName,
  text: string,
): Pick<SignedRequestClaim, 'accessKey' | 'scope'> | undefined {
  const match = credentialForms[algorithmOf(algorithm).credential].exec(text);
  if (match === null) return undefined;
  const [, accessKey = '', day, region, service] = match;
  const scope = day && region && service ? { day, region, service } : undefined;
  return { accessKey, scope };
}

function malformedDetail(algorithm: AlgorithmName, parameters: string): string {
  const { credential } = algorithmOf(algorithm);
  const missing = [credential, 'SignedHeaders', 'Signature'].filter(
    (part) => !parameters.includes(`${part}=`),
  );
  if (missing.length > 0) return `Authorization is malformed,missing:${missing.join(', ')}`;
  const key = credential === 'Access' ? '<AK>' : '<AK>/<yyyymmdd>/<region>/<service>';
  const names = '<lower-case names joined by ;, none twice>';
  const form = `${credential}=${key}, SignedHeaders=${names}, Signature=<64 lower-case hex digits>`;
  return `Authorization is malformed,expected:${algorithm} ${form}`;
}

/** The vendor refuses clocks that are more than 15 minutes off, either way. */
const window = 15 * 60 * 1000;
const dateForm = /^\d{8}T\d{6}Z$/;

function readDate(date: string | undefined, now: number): string {
  if (date === undefined) throw new SignatureRefusal('bad_date', 'X-Sdk-Date is missing');
  const time = dateForm.test(date) ? timeOf(date) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new SignatureRefusal('bad_date', 'X-Sdk-Date is not a time like 20260102T030405Z');
  }
  if (Math.abs(now - time) > window) {
    throw new SignatureRefusal('skew', skewDetail(date, sdkDate(now)));
  }
  return date;
}

/** ms since 1970, NaN for a day or time that there is not. */
function timeOf(date: string): number {
  const [day, time] = [date.slice(0, 8), date.slice(9, 15)];
  const iso = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
  return Date.parse(`${iso}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}Z`);
}

const sdkDate = (time: number): string =>
  `${new Date(time).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

function canonicalHeaders(names: readonly string[], headers: Map<string, string>): string {
  let lines = '';
  for (const name of names) {
    const value = headers.get(name);
    if (value === undefined) {
      const shown = name.slice(0, 64);
      throw new SignatureRefusal('malformed', `signed header is missing:${shown}`);
    }
    lines += `${name}:${value}\n`;
  }
  return lines;
}
