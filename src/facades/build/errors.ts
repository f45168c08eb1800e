import type { ErrorEntry } from '../../contract/service.ts';

const code = 'CB.00060200';
const text = 'Invalid param.';

/**
 * How Build says what went wrong. The published list has one code for everything that a client can
 * mend. Source: Build API Reference, Error Codes; DECISIONS on what the list leaves open.
 */
export const buildErrors: readonly ErrorEntry[] = [
  {
    kind: 'invalid',
    status: 400,
    code,
    text,
    explains: true,
    when: 'a value is missing or of the wrong form, or a group would lie too deep',
    source: 'documented',
  },
  {
    kind: 'not-found',
    status: 400,
    code,
    text,
    explains: true,
    when: 'a group is unknown or lies in another project',
    source: 'inferred',
  },
  {
    kind: 'project-hidden',
    status: 403,
    code,
    text,
    explains: true,
    when: 'the project is unknown, of another account, or not seen by the caller',
    source: 'inferred',
  },
  {
    kind: 'forbidden',
    status: 403,
    code,
    text,
    explains: true,
    when: "the caller's role or a policy does not let them",
    source: 'inferred',
  },
  {
    kind: 'taken',
    status: 400,
    code,
    text,
    explains: true,
    when: 'a sibling has the name already',
    source: 'inferred',
  },
  {
    kind: 'limit-reached',
    status: 400,
    code,
    text,
    explains: true,
    when: 'the project has as many groups as it may have',
    source: 'inferred',
  },
  {
    kind: 'internal',
    status: 500,
    code: 'CB.00060101',
    text: 'Internal error.',
    explains: false,
    when: 'the fault is ours',
    source: 'documented',
  },
];
