import { join } from 'node:path';
import { expect, test } from 'vitest';
import { signingClient } from '../clients.ts';
import { type Credentials, operations } from './calls.ts';
import { printed, scratchDirectory, selfSigned, serve } from './command.ts';

test('--tls-cert and --tls-key serve https, and http no more', async () => {
  const scratch = scratchDirectory();
  const { words: secure, ca } = selfSigned(scratch);
  const words = ['--data', join(scratch, 'data'), ...secure];
  const credentials = await printed<Credentials>(['init', ...words]);
  const { endpoint, stop } = await serve(words);
  expect(endpoint).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);

  const keys = { accessKey: credentials.access_key, secretKey: credentials.secret_key };
  const { project_id } = credentials;
  const client = signingClient({ endpoint, ca }, keys);
  const answer = await client.send(operations.createGroup, { project_id }, { name: 'sealed' });
  expect(answer.status).toBe(201);
  await expect(fetch(endpoint.replace('https', 'http'))).rejects.toThrow();
  await stop();
});
