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
    when: 'a group is unknown or lies in another project, or a task has no such version',
    source: 'inferred',
  },
  {
    kind: 'not-found',
    field: 'task',
    status: 422,
    code: 'DEVCB.00031006',
    text: 'The build task does not exist.',
    explains: true,
    when: 'a task is unknown or not seen by the caller',
    source: 'inferred',
  },
  {
    kind: 'not-found',
    field: 'taskOfV3',
    status: 422,
    code: 'CB.00031006',
    text: 'The build task does not exist.',
    explains: true,
    when: 'a task is unknown or not seen by the caller, in operations of V3',
    source: 'inferred',
  },
  {
    kind: 'invalid',
    field: 'job_id',
    status: 400,
    code: 'CB.00060201',
    text: 'Invalid task ID.',
    explains: true,
    when: 'the ID of a task has another form',
    source: 'documented',
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
    when: 'a sibling group, or a task of the project, has the name already',
    source: 'inferred',
  },
  {
    kind: 'limit-reached',
    status: 400,
    code,
    text,
    explains: true,
    when: 'the project has as many groups, or the account as many tasks, as it may have',
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
