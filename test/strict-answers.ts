import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { Fields, FieldTable, Recorded } from './strict/service.ts';
import { repoV1ToV3Key, services } from './strict/services.ts';

/** An answer as it came over the wire; header names are in lower case. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The text read as JSON; undefined where it is empty or no JSON. */
  readonly body: unknown;
}

/** An operation as the typed SDKs declare it, with what its page says of success. */
export interface SdkOperation extends Recorded {
  /** Its key in the facts. */
  readonly service: string;
  readonly response_headers: readonly string[];
  readonly status: number;
}

const operations = facts<Recorded[]>('operations.json');
const models = facts<Readonly<Record<string, Fields>>>('models.json');

/** How the gateway's error codes begin. */
const gatewayCode = /^(APIGW\.\d{4}|DEV\.00000003)$/;

/** What is answered for a project that the caller does not see. */
const hiddenProject =
  /there is no such project that you can see$|^Insufficient permissions\. Apply for the required permissions and try again\.$/;

/** A body in which what is sealed stands with its length alone: that is all a caller can tell of it. */
export function withoutSeal(text: string): string {
  const sealed = /(?<="encoded_authorization_message":)"[^"]*"/;
  return text.replace(sealed, (message) => `${message.length}`);
}

/** The operation of that name; `service` is a key of the SDK facts, or `STS v1`. */
export function operationOf(service: string, id: string): SdkOperation {
  const { operations: unrecorded = [], totals, statuses } = services[service] ?? {};
  const known = [...(operations[service] ?? []), ...unrecorded];
  const recorded = known.find((operation) => operation.id === id);
  if (!recorded) throw new Error(`no operation ${id} of ${service} in the facts`);
  const total = totals?.includes(id) ? ['X-Total'] : [];
  const response_headers = [...(recorded.response_headers ?? []), ...total];
  return { ...recorded, service, response_headers, status: statuses?.[id] ?? 200 };
}

/** Throws with every fault of the answer. `operation`: the one that was meant, if there is one. */
export function requireStrict(answer: Answer, operation: SdkOperation | undefined): void {
  const faults = faultsOf(answer, operation);
  if (faults.length === 0) return;
  const { status, headers, text } = answer;
  const shown = `${status} ${JSON.stringify(headers)}\n${text.slice(0, 2000)}`;
  throw new Error(`${operation?.id ?? 'no operation'}: ${faults.join('; ')}\n${shown}`);
}

/**
 * What is wrong with an answer: types other than declared, documented fields missing, null where
 * the contract has none, undocumented fields, status, headers, shape of failures. Faults of the
 * server's own (5xx) are always wrong, unless it says to come again because there is too much to do.
 */
export function faultsOf(answer: Answer, operation: SdkOperation | undefined): string[] {
  const faults = envelopeFaults(answer);
  if (operation?.method === 'HEAD' && answer.status >= 400) return faults;
  if (answer.status >= 400) return [...faults, ...failureFaults(answer, operation)];
  if (!operation) return [...faults, `status ${answer.status} where nothing is offered`];
  return [...faults, ...successFaults(answer, operation)];
}

function envelopeFaults({ status, headers, text, body }: Answer): string[] {
  const faults: string[] = [];
  if (!/^[0-9a-f]{32}$/.test(headers['x-request-id'] ?? '')) faults.push('no X-Request-Id');
  const later = status === 503 && headers['retry-after'] !== undefined;
  if (status >= 500 && !later) faults.push(`status ${status}`);
  if (text === '') return faults;
  if (!/^application\/json(; *charset=utf-8)?$/i.test(headers['content-type'] ?? '')) {
    faults.push(`Content-Type ${headers['content-type']}`);
  }
  if (body === undefined) faults.push('the body is no JSON');
  return faults;
}

function successFaults(answer: Answer, operation: SdkOperation): string[] {
  const { service, response, status, response_headers } = operation;
  const faults: string[] = [];
  if (answer.status !== status) faults.push(`status ${answer.status}, documented is ${status}`);
  for (const name of response_headers) {
    if (!answer.headers[name.toLowerCase()]) faults.push(`no header ${name}`);
  }
  const headerFields = new Set(response_headers);
  const declared = Object.entries(response === undefined ? {} : modelOf(service, response));
  const fields = declared.filter(([name]) => !headerFields.has(name));
  const [only] = fields;
  if (!only || response === undefined) {
    if (answer.text !== '') faults.push('a body where none is documented');
    return faults;
  }
  // A model with the one field `body` stands for a bare array or text.
  if (fields.length === 1 && only[0] === 'body') {
    return [...faults, ...valueFaults(service, only[1], answer.body, 'body')];
  }
  return [...faults, ...modelFaults(service, response, fields, answer.body, 'body')];
}

function failureFaults({ status, headers, body }: Answer, operation?: SdkOperation): string[] {
  if (!isObject(body)) return ['a failure without an object as body'];
  const { error_code, error_msg, request_id, error, encoded_authorization_message, ...rest } = body;
  const byGateway = typeof error_code === 'string' && gatewayCode.test(error_code);
  const { service } = operation ?? {};
  const wrapped = !byGateway && service === repoV1ToV3Key;
  const { status: word, ...more } = rest;
  if (
    wrapped &&
    (word !== 'failed' || !isDeepStrictEqual(error, { code: error_code, message: error_msg }))
  ) {
    return ['not the form of V1 to V3'];
  }
  const faults = Object.keys(wrapped ? more : rest).map((name) => `undocumented ${name}`);
  if (typeof error_msg !== 'string' || error_msg === '') return [...faults, 'error_msg is no text'];
  if (typeof error_code !== 'string') return [...faults, 'error_code is no text'];

  // IAM 5 says the request id in every failure, as the gateway does.
  if (!byGateway && !(operation && services[operation.service]?.codes.test(error_code))) {
    faults.push(`error_code ${error_code} is not of this service`);
  }
  const tellsRequestId = byGateway || ['Atelier v1', 'IAM v5'].includes(operation?.service ?? '');
  if (request_id !== (tellsRequestId ? headers['x-request-id'] : undefined)) {
    faults.push(`request_id ${String(request_id)}`);
  }
  // Whoever is told why they may not gets the whole reason, sealed, and nobody else does.
  const explained = status === 403 && !byGateway && !hiddenProject.test(error_msg);
  const sealed = /^[\w+/]{40,10240}={0,2}$/.test(String(encoded_authorization_message ?? ''));
  if (explained !== (encoded_authorization_message !== undefined) || explained !== sealed) {
    faults.push(`encoded_authorization_message ${String(encoded_authorization_message)}`);
  }
  const keystone = !byGateway && operation?.service === 'IAM v3';
  if (!wrapped && keystone !== (error !== undefined)) faults.push('the error object of IAM v3');
  if (keystone && error !== undefined) {
    const { code, message, title, ...more } = isObject(error) ? error : {};
    const right = code === status && message === error_msg && typeof title === 'string';
    if (!right || Object.keys(more).length > 0) faults.push('the error object of IAM v3');
  }
  return faults;
}

function valueFaults(service: string, type: string, value: unknown, place: string): string[] {
  const items = /^list\[(.+)\]$/.exec(type)?.[1];
  if (items !== undefined) {
    if (!Array.isArray(value)) return [`${place} is no array`];
    return value.flatMap((item, i) => valueFaults(service, items, item, `${place}[${i}]`));
  }
  const entries = /^dict\(str, ?(.+)\)$/.exec(type)?.[1];
  if (entries !== undefined) {
    if (!isObject(value)) return [`${place} is no object`];
    // Any JSON.
    if (entries === 'object') return [];
    return Object.entries(value).flatMap(([name, entry]) =>
      valueFaults(service, entries, entry, `${place}.${name}`),
    );
  }
  switch (type) {
    case 'str':
    // An enumeration of words, of which the facts have nothing but the name.
    case 'AccessKeyStatus':
      return typeof value === 'string' ? [] : [`${place} is no text`];
    case 'int':
      return Number.isInteger(value) && value === (Number(value) | 0)
        ? []
        : [`${place} is no int32`];
    case 'int64':
      return Number.isSafeInteger(value) ? [] : [`${place} is no int64`];
    case 'bool':
      return typeof value === 'boolean' ? [] : [`${place} is no boolean`];
    case 'date-time':
      return isTime(value) ? [] : [`${place} is no time that every SDK reads`];
    case 'float':
      return Number.isFinite(value) ? [] : [`${place} is no number`];
    case 'object':
      return value === null || value === undefined ? [`${place} is nothing`] : [];
    default: {
      const fields = Object.entries(modelOf(service, type));
      // A class without fields is an enumeration of words.
      if (fields.length === 0) return valueFaults(service, 'str', value, place);
      return modelFaults(service, type, fields, value, place);
    }
  }
}

function modelFaults(
  service: string,
  model: string,
  fields: readonly (readonly [name: string, type: string])[],
  value: unknown,
  place: string,
): string[] {
  if (!isObject(value)) return [`${place} is no object`];
  const { absentable, nullable, int64 } = services[service] ?? {};
  const has = (table: FieldTable | undefined, name: string) => table?.[model]?.includes(name);
  const faults: string[] = [];
  for (const [name, type] of fields) {
    const inner = value[name];
    if (inner === undefined) {
      if (!has(absentable, name)) faults.push(`${place}.${name} is missing`);
    } else if (inner === null) {
      if (!has(nullable, name)) faults.push(`${place}.${name} is null`);
    } else {
      const exact = type === 'int' && has(int64, name) ? 'int64' : type;
      faults.push(...valueFaults(service, exact, inner, `${place}.${name}`));
    }
  }
  const documented = new Set(fields.map(([name]) => name));
  const extra = Object.keys(value).filter((name) => !documented.has(name));
  return [...faults, ...extra.map((name) => `${place}.${name} is undocumented`)];
}

function modelOf(service: string, model: string): Fields {
  const fields = models[service]?.[model] ?? services[service]?.models?.[model];
  if (!fields) throw new Error(`no model ${model} of ${service} in the facts`);
  const { '*required': _required, ...rest } = fields;
  return { ...rest, ...services[service]?.beside?.[model] };
}

/** UTC with `Z`: Go and Java fail on an offset without a colon. */
const isTime = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function facts<T>(file: string): Readonly<Record<string, T>> {
  const text = readFileSync(new URL(`facts/${file}`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { services: Readonly<Record<string, T>> }).services;
}
