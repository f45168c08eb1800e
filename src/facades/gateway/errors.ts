import type { CredentialRefusal } from '../../domain/access/index.ts';

/** What the gateway in front of all services refuses on its own. */
export type GatewayRefusal =
  | CredentialRefusal
  | 'unknown-route'
  | 'bad-request'
  | 'body-too-large'
  | 'headers-too-large'
  | 'uri-too-large'
  | 'too-slow'
  | 'throttled'
  | 'unavailable';

export interface GatewayError {
  readonly status: number;
  readonly code: string;
  readonly text: string;
  readonly when: string;
}

const unauthorized = 'Incorrect IAM authentication information';

/** Source: API Request Signing Guide, error codes; API Gateway, error codes. */
export const gatewayErrors: Readonly<Record<GatewayRefusal, GatewayError>> = {
  'unknown-route': {
    status: 404,
    code: 'APIGW.0101',
    text: 'The API does not exist or has not been published in the environment.',
    when: 'no operation has this method and path',
  },
  'bad-request': {
    status: 400,
    code: 'APIGW.0201',
    text: 'API request error.',
    when: 'the request is not well-formed HTTP, or its path is not well-formed',
  },
  'body-too-large': {
    status: 413,
    code: 'APIGW.0201',
    text: 'Request entity too large.',
    when: 'the body is over 12 MB',
  },
  'headers-too-large': {
    status: 494,
    code: 'APIGW.0201',
    text: 'Request headers too large.',
    when: 'the headers are over the limit',
  },
  'uri-too-large': {
    status: 414,
    code: 'APIGW.0201',
    text: 'Request URI too large.',
    when: 'the URI is over 32 KB',
  },
  'too-slow': {
    status: 408,
    code: 'APIGW.0201',
    text: 'API request error.',
    when: 'the request does not come in within the time that it may take',
  },
  missing: {
    status: 401,
    code: 'APIGW.0301',
    text: unauthorized,
    when: 'there is no credential',
  },
  'bad-token': {
    status: 401,
    code: 'APIGW.0301',
    text: unauthorized,
    when: 'the token is malformed, unknown or revoked, or its user is disabled',
  },
  'expired-token': {
    status: 401,
    code: 'DEV.00000003',
    text: 'Authentication information expired.',
    when: 'the token has expired',
  },
  'bad-signature': {
    status: 401,
    code: 'APIGW.0301',
    text: unauthorized,
    when:
      'the signature does not verify, the security token is not that of the access key or has ' +
      'expired, or the key is locked for this address after too many wrong signatures',
  },
  'unknown-key': {
    status: 401,
    code: 'APIGW.0301',
    text: unauthorized,
    when: 'the access key is unknown or disabled, or its user is disabled',
  },
  'unscoped-token': {
    status: 401,
    code: 'APIGW.0301',
    text: unauthorized,
    when: 'a service that wants a project-scoped token gets another',
  },
  'foreign-project': {
    status: 401,
    code: 'APIGW.0301',
    text: unauthorized,
    when: 'X-Project-Id names an IAM project that is not of the account',
  },
  throttled: {
    status: 429,
    code: 'APIGW.0308',
    text: 'The throttling threshold has been reached.',
    when: 'too much is asked at once',
  },
  unavailable: {
    status: 503,
    code: 'APIGW.0201',
    text: 'Backend unavailable.',
    when: 'more connections or requests are open than may be, or the server is not ready',
  },
};

/** The gateway's failure body; `detail` follows the documented text. */
export function gatewayFailure(
  refusal: GatewayRefusal,
  requestId: string,
  detail?: string,
): {
  status: number;
  code: string;
  body: { error_msg: string; error_code: string; request_id: string };
} {
  const { status, code, text } = gatewayErrors[refusal];
  // The texts of 401s are documented to go on after a colon; the others are sentences.
  const joint = text === unauthorized ? ': ' : ' ';
  const message =
    detail === undefined || refusal === 'expired-token' ? text : text + joint + detail;
  return { status, code, body: { error_msg: message, error_code: code, request_id: requestId } };
}
