import type { ErrorEntry } from '../../contract/service.ts';

/**
 * How IAM 5 says what went wrong. Source: IAM 5 API Reference, Error Codes, as far as it is printed;
 * where it names no code for a case, the numbers are ours in its style.
 */
export const iam5Errors: readonly ErrorEntry[] = [
  {
    kind: 'invalid',
    status: 400,
    code: 'PAP5.0002',
    text: 'Invalid parameter.',
    explains: true,
    when: 'a value is missing, of the wrong form, or against a rule',
    source: 'inferred',
  },
  {
    kind: 'wrong-password',
    status: 400,
    code: 'PAP5.0002',
    text: 'The old password is wrong.',
    explains: false,
    when: 'a password is to be changed by whoever does not know it',
    source: 'inferred',
  },
  {
    kind: 'forbidden',
    status: 403,
    code: 'PAP5.0001',
    text: 'access denied:',
    explains: true,
    when: 'an identity policy does not let the caller',
    source: 'documented',
  },
  {
    kind: 'not-found',
    status: 404,
    code: 'PAP5.0004',
    text: 'The resource does not exist.',
    explains: true,
    when: 'a user, group, policy, version or access key is not there for the caller',
    source: 'inferred',
  },
  {
    kind: 'taken',
    status: 409,
    code: 'PAP5.0005',
    text: 'The resource exists already.',
    explains: true,
    when: 'the account has one of that name',
    source: 'inferred',
  },
  {
    kind: 'conflict',
    status: 409,
    code: 'PAP5.0006',
    text: 'The request conflicts with the state of the resource.',
    explains: true,
    when: 'the state of things does not allow it',
    source: 'inferred',
  },
  {
    kind: 'limit-reached',
    status: 409,
    code: 'PAP5.0003',
    text: 'The quota is used up.',
    explains: true,
    when: 'a quota is used up',
    source: 'inferred',
  },
  {
    kind: 'internal',
    status: 500,
    code: 'PAP5.0000',
    text: 'An unexpected error prevented the server from fulfilling the request.',
    explains: false,
    when: 'the fault is ours',
    source: 'inferred',
  },
];
