import type { ErrorEntry } from '../../contract/service.ts';

const own = { explains: true, source: 'inferred' } as const;

/** How Atelier's own operations say what went wrong. */
export const atelierErrors: readonly ErrorEntry[] = [
  {
    ...own,
    kind: 'invalid',
    status: 400,
    code: 'AT.400',
    text: 'Invalid value.',
    when: 'a value is missing, of the wrong form, or against a rule',
  },
  {
    ...own,
    kind: 'forbidden',
    status: 403,
    code: 'AT.403',
    text: 'Not permitted.',
    when: 'a policy or a role does not let the caller',
  },
  {
    ...own,
    kind: 'project-hidden',
    status: 404,
    code: 'AT.404',
    text: 'Not found.',
    when: 'the project is not there for the caller',
  },
  {
    ...own,
    kind: 'not-found',
    status: 404,
    code: 'AT.404',
    text: 'Not found.',
    when: 'what the call names is not there for the caller',
  },
  {
    ...own,
    kind: 'taken',
    status: 409,
    code: 'AT.409',
    text: 'Conflict.',
    when: 'there is such a thing already',
  },
  {
    ...own,
    kind: 'conflict',
    status: 409,
    code: 'AT.409',
    text: 'Conflict.',
    when: 'the state of things does not allow it',
  },
  {
    ...own,
    kind: 'limit-reached',
    status: 409,
    code: 'AT.409',
    text: 'Quota used up.',
    when: 'a quota is used up',
  },
  {
    ...own,
    kind: 'internal',
    status: 500,
    code: 'AT.500',
    text: 'Internal error.',
    explains: false,
    when: 'the fault is ours',
  },
];
