import type { ErrorEntry } from '../../contract/service.ts';
import { statusTexts } from '../../contract/status-texts.ts';

const badRequest = {
  status: 400,
  code: 'IAM.0011',
  text: 'The request body is invalid',
  explains: true,
} as const;
const conflict = {
  status: 409,
  code: 'IAM.0005',
  explains: true,
} as const;
const internal = {
  kind: 'internal',
  status: 500,
  code: 'IAM.0006',
  text: 'An unexpected error prevented the server from fulfilling your request.',
  explains: false,
  when: 'the fault is ours',
} as const;

/** How IAM v3 says what went wrong. Source: IAM API Reference, Error Codes, and its v3 pages. */
export const iamErrors: readonly ErrorEntry[] = [
  {
    ...badRequest,
    kind: 'invalid',
    when: 'a value is missing, of the wrong form, or against a rule',
    source: 'documented',
  },
  {
    kind: 'wrong-password',
    status: 401,
    code: 'IAM.0062',
    text: 'The username or password is wrong.',
    explains: false,
    when: 'account, user and password do not belong together, or the user is disabled',
    source: 'documented',
  },
  {
    kind: 'wrong-token',
    status: 401,
    code: 'IAM.0001',
    text: 'The request you have made requires authentication.',
    explains: true,
    when: "a token in the body is unknown, was revoked or has expired, or is not the signer's",
    source: 'documented',
  },
  {
    kind: 'locked',
    status: 401,
    code: 'IAM.0061',
    text: 'The account is locked.',
    explains: true,
    when: 'five wrong passwords for the user came from the address, for 15 minutes',
    source: 'documented',
  },
  {
    kind: 'forbidden',
    status: 403,
    code: 'IAM.0002',
    text: 'You are not authorized to perform the requested action.',
    explains: true,
    when: 'an identity policy does not let the caller',
    source: 'documented',
  },
  {
    kind: 'not-found',
    status: 404,
    code: 'IAM.0004',
    // The reason is the documented text itself: "Could not find project: …".
    text: '',
    explains: true,
    when: 'a project, an account, a user, an access key or a token is not there for the caller',
    source: 'documented',
  },
  {
    ...conflict,
    kind: 'taken',
    text: 'Conflict occurred when attempting to store project -',
    when: 'the account has a project of that name',
    source: 'documented',
  },
  {
    ...conflict,
    kind: 'taken',
    subject: 'user',
    text: 'Conflict occurred when attempting to store user -',
    when: 'the account has a user of that name',
    source: 'documented',
  },
  {
    ...conflict,
    kind: 'taken',
    subject: 'user group',
    text: 'Conflict occurred when attempting to store group -',
    when: 'the account has a user group of that name',
    source: 'documented',
  },
  {
    ...conflict,
    kind: 'conflict',
    text: 'Conflict occurred:',
    when: 'the state of things does not allow it',
    source: 'inferred',
  },
  {
    ...badRequest,
    kind: 'limit-reached',
    subject: 'access key',
    text: 'akSkNumExceed',
    explains: false,
    when: 'the user has two access keys already',
    source: 'documented',
  },
  { ...badRequest, kind: 'limit-reached', when: 'a quota is used up', source: 'inferred' },
  { ...internal, source: 'documented' },
];

/**
 * Source: IAM 5 API Reference, STS, has codes of the form STS5.xxxx and prints none of them, so the
 * numbers are ours.
 */
export const stsErrors: readonly ErrorEntry[] = [
  {
    kind: 'invalid',
    status: 400,
    code: 'STS5.0002',
    text: 'Invalid parameter.',
    explains: true,
    when: 'a value is missing or of the wrong form, or an encoded message does not open',
    source: 'inferred',
  },
  {
    kind: 'forbidden',
    status: 403,
    code: 'STS5.0001',
    text: 'access denied:',
    explains: true,
    when: 'an identity policy does not let the caller',
    source: 'inferred',
  },
  { ...internal, source: 'inferred' },
];

/** Keystone's shape, with the two fields that all SDKs read beside it. */
export function keystoneFailure({ status, code }: ErrorEntry, message: string) {
  return {
    error: { code: status, message, title: statusTexts[status] ?? '' },
    error_code: code,
    error_msg: message,
  };
}
