import { readBody, readText } from '../contract/read-input.ts';
import { Rendition } from '../contract/renditions.ts';
import { type Caller, CredentialRefused } from '../domain/access/index.ts';
import type { Clock, Origin } from '../domain/kernel/index.ts';
import type { Records } from '../domain/store.ts';
import type { Context, Workshop } from '../facades/context.ts';
import { jsonOf } from './json-body.ts';
import type { Offer } from './routes.ts';

/** A call whose sender is proved. */
export interface Call {
  readonly caller: Caller | undefined;
  readonly origin: Origin;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly header: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  readonly baseUrl: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, as text or in bytes; absent where the answer has no body. */
  readonly json: string | Buffer | undefined;
}

/**
 * Runs an operation on a call, in the order of checks that DECISIONS sets: form of the path ids,
 * project and permission, body, objects, rules. Reads see one snapshot, writes are one transaction.
 */
export async function runOperation(
  workshop: Workshop & { readonly clock: Clock },
  { service, operation }: Offer,
  call: Call,
): Promise<Answer> {
  if (service.projectTokensOnly) requireProjectToken(call.caller);
  const { parameters } = operation;
  const path: Record<string, unknown> | undefined =
    parameters.path && readText(parameters.path, call.path);

  const perform = async (records: Records) => {
    const context: Context = {
      ...workshop,
      records,
      caller: call.caller,
      origin: call.origin,
      now: workshop.clock.now(),
      realNow: Date.now(),
      baseUrl: call.baseUrl,
    };
    const authority = await operation.permission.authorize(context, path ?? {}, call.query);
    const input = {
      path,
      query: parameters.query ? readText(parameters.query, call.query) : undefined,
      header: parameters.header ? readText(parameters.header, call.header) : undefined,
      body: operation.body ? readBody(operation.body, jsonOf(call.body)) : undefined,
    };
    return operation.handle(context, authority, input);
  };
  const { store } = workshop;
  const reply =
    operation.transaction === 'own'
      ? await perform(noRecords)
      : await store[operation.transaction](perform);

  const { success } = operation;
  return {
    status: success.status,
    headers: reply.headers ?? {},
    json: success.body ? jsonTextOf(reply.body) : undefined,
  };
}

function jsonTextOf(body: unknown): string | Buffer {
  return body instanceof Rendition ? body.bytes : JSON.stringify(body);
}

/** Build takes no account-wide token. Source: Build API Reference, authentication. */
function requireProjectToken(caller: Caller | undefined): void {
  if (caller?.credential.kind !== 'token') return;
  if (caller.credential.token.scope.kind === 'project') return;
  throw new CredentialRefused(
    'unscoped-token',
    'this service takes a project-scoped token only; ask for one with ' +
      '"scope": {"project": {"name": "<region>"}}',
  );
}

/** Stands in for records where an operation opens its transactions itself. */
const noRecords = new Proxy({} as Records, {
  get() {
    throw new Error('this operation opens its own transactions');
  },
});
