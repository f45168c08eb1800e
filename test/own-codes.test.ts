import { expect, test } from 'vitest';
import { failureOf } from '../src/contract/service.ts';
import { parsePolicy } from '../src/domain/access/index.ts';
import { Problem } from '../src/domain/kernel/index.ts';
import { iam5 } from '../src/facades/iam5/index.ts';

/** Code and text with which IAM 5 says what the work throws. */
function said(work: () => unknown): readonly [code: string, text: string] {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, body } = failureOf(iam5, error, 'id');
    return [code, (body as { error_msg: string }).error_msg];
  }
  throw new Error('nothing was refused');
}

test('a malformed policy document has a code of its own, and names the place of the fault', () => {
  const document = '{"Version":"5.0","Statement":[{"Effect":"allow","Action":["*"]}]}';
  expect(said(() => parsePolicy(document))).toEqual([
    'PAP5.0011',
    'Malformed policy document. [policy_document] Statement[0].Effect must be "Allow" or "Deny".',
  ]);
});

test('any other value has the common one', () => {
  const refuse = () => {
    throw new Problem('invalid', { subject: 'user', field: 'name', reason: 'must be a text' });
  };
  expect(said(refuse)).toEqual(['PAP5.0002', 'Invalid parameter. [name] must be a text']);
});
