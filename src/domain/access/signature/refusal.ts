/** Why a signature was not accepted; the details sent to clients are in `detail`. */
export type SignatureRefusalReason =
  | 'no_authorization'
  | 'unknown_algorithm'
  /** Authorization or the request target has not the form that signing needs. */
  | 'malformed'
  | 'date_not_signed'
  | 'bad_date'
  | 'skew'
  /** The day in a derived credential is not the day of X-Sdk-Date. */
  | 'scope'
  | 'content_hash'
  | 'signature';

/**
 * Thrown by both phases of verification. `detail` is the text for the client, to follow
 * "Incorrect IAM authentication information: "; it holds no secret and is at most a few KB long.
 */
export class SignatureRefusal extends Error {
  readonly reason: SignatureRefusalReason;
  readonly detail: string;

  constructor(reason: SignatureRefusalReason, detail: string) {
    super(detail);
    this.name = 'SignatureRefusal';
    this.reason = reason;
    this.detail = detail;
  }
}

/** The vendor's text for an access key that is unknown or disabled; finding that out is the caller's. */
export const unknownAccessKeyDetail = (accessKey: string): string =>
  `Get secretKey failed,ak:${accessKey.slice(0, 64)},err:ak not exist`;

/** The vendor's text for an access key that too many wrong signatures came for. */
export const lockedAccessKeyDetail = 'AK access failed to reach the limit,forbidden.';

/** The vendor's text for a clock that is off; both times in the form of X-Sdk-Date. */
export const skewDetail = (signatureTime: string, serverTime: string): string =>
  `signature expired,signature time:${signatureTime},server time:${serverTime}`;

const echoLimit = 4096;
const secretHeader = /^([^:\n]*(?:token|authorization|cookie)):.*$/gm;

/**
 * The vendor's text for a wrong signature: what the server hashed, with line feeds as `|`.
 * Values of signed headers that are credentials themselves are masked, since errors get logged.
 */
export function wrongSignatureDetail(canonicalRequest: string): string {
  const echo = Buffer.from(canonicalRequest.replace(secretHeader, '$1:***'), 'latin1')
    .toString('utf8')
    .slice(0, echoLimit)
    .toWellFormed()
    .replaceAll('\n', '|')
    .replace(/\p{Cc}/gu, ' ');
  return `verify aksk signature fail, canonicalRequest:${echo}`;
}
