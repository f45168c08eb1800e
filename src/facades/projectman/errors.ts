import type { ErrorEntry } from '../../contract/service.ts';

const paramError = { code: 'PM.00000001', text: 'param error', explains: true };

/**
 * How ProjectMan says what went wrong. Its pages print one code of its own, for status 400; the
 * other statuses carry it too, because clients go by them.
 */
export const projectManErrors: readonly ErrorEntry[] = [
  {
    ...paramError,
    kind: 'invalid',
    status: 400,
    when: 'a value is missing, of the wrong form, or against a rule',
    source: 'documented',
  },
  {
    ...paramError,
    kind: 'not-found',
    status: 400,
    when: 'a user that the body names is not in the account',
    source: 'inferred',
  },
  {
    ...paramError,
    kind: 'taken',
    status: 400,
    when: 'the account has a project of that name, or the user is a member already',
    source: 'inferred',
  },
  {
    ...paramError,
    kind: 'conflict',
    status: 400,
    when: 'a project that is to be deleted holds something',
    source: 'inferred',
  },
  {
    ...paramError,
    kind: 'project-hidden',
    // Terraform takes a project for deleted on 404 alone.
    status: 404,
    when: 'the project is unknown, of another account, or not seen by the caller',
    source: 'inferred',
  },
  {
    ...paramError,
    kind: 'forbidden',
    status: 403,
    when: "the caller's role or a policy does not let them",
    source: 'inferred',
  },
  {
    kind: 'internal',
    status: 500,
    code: 'PM.00000001',
    text: 'Internal error.',
    explains: false,
    when: 'the fault is ours',
    source: 'inferred',
  },
];
