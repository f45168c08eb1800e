import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { freePort } from '../load/wire.ts';
import { MeasuredProcess } from './measured-process.ts';
import { firstAnswer, type Target } from './target.ts';

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * Starts Prism, mocking operations of the server at `endpoint` from its own OpenAPI document. It is
 * given these operations alone, and logs nothing. `request` is one that it must be able to answer.
 */
export async function startPrism(
  directory: string,
  server: Target,
  operations: readonly string[],
  request: string,
): Promise<Target> {
  const answer = await fetch(`http://127.0.0.1:${server.port}/openapi.json`);
  const file = join(directory, 'openapi.json');
  writeFileSync(file, JSON.stringify(onlyWith((await answer.json()) as Document, operations)));
  const port = await freePort();
  const argv = [program(), 'mock', '--port', String(port), '--verboseLevel', 'silent', file];
  const prism = { process: new MeasuredProcess(argv, join(directory, 'log')), port };
  await firstAnswer(prism, request);
  return prism;
}

function onlyWith(document: Document, operations: readonly string[]): Document {
  const wanted = new Set(operations.map((name) => name.toLowerCase()));
  const paths = Object.entries(document.paths).filter(([, methods]) =>
    Object.values(methods).some((method) => {
      const { operationId } = method as { operationId?: string };
      return operationId !== undefined && wanted.has(operationId.toLowerCase());
    }),
  );
  if (paths.length !== operations.length) throw new Error('the OpenAPI document lacks operations');
  return { ...document, paths: Object.fromEntries(paths) };
}

function program(): string {
  const manifest = createRequire(import.meta.url).resolve('@stoplight/prism-cli/package.json');
  return join(dirname(manifest), 'dist', 'index.js');
}
