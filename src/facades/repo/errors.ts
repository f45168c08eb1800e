import type { ErrorEntry } from '../../contract/service.ts';

const badValue = {
  status: 400,
  code: 'CH.010001',
  text: 'Invalid parameter value format.',
  explains: true,
};
const noRight = {
  status: 403,
  code: 'CH.004403',
  text: 'Insufficient permissions. Apply for the required permissions and try again.',
};

/** How Repo V4 says what went wrong. Source: Repo API Reference, Error Codes, and the V4 pages. */
export const repoErrors: readonly ErrorEntry[] = [
  {
    ...badValue,
    kind: 'invalid',
    when: 'a value is missing, of the wrong form, or against a rule of the group tree',
    source: 'documented',
  },
  {
    kind: 'not-found',
    subject: 'repository',
    status: 404,
    code: 'CH.004404',
    text: 'Repository Not Found',
    explains: false,
    when: 'a repository is unknown, deleted, in another account, or hidden from the caller',
    source: 'inferred',
  },
  {
    kind: 'not-found',
    subject: 'protected branch',
    status: 404,
    code: 'CH.004404',
    text: 'Protected Branch Not Found',
    explains: false,
    when: 'a repository that the caller sees has no protected branch of that name',
    source: 'inferred',
  },
  {
    kind: 'not-found',
    status: 404,
    code: 'CH.004404',
    text: 'Group Not Found',
    explains: false,
    when: 'a group is unknown, in another project, or hidden from the caller',
    source: 'documented',
  },
  {
    ...noRight,
    kind: 'project-hidden',
    explains: false,
    when: 'the project is unknown, of another account, or not seen by the caller',
    source: 'documented',
  },
  {
    ...noRight,
    kind: 'forbidden',
    explains: true,
    when: "a policy or the caller's role does not let them",
    source: 'documented',
  },
  {
    ...badValue,
    kind: 'taken',
    when: 'a group or repository of the same parent has the name already',
    source: 'inferred',
  },
  { ...badValue, kind: 'limit-reached', when: 'a quota is used up', source: 'inferred' },
  {
    kind: 'internal',
    status: 500,
    code: 'CH.000001',
    text: 'Unknown error.',
    explains: false,
    when: 'the fault is ours',
    source: 'documented',
  },
];
