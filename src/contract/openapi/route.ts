import { codeSamples } from '../samples/index.ts';
import type { TSchema } from '../schema.ts';
import type { Service } from '../service.ts';
import { statusTexts } from '../status-texts.ts';
import type { Components, Json } from './components.ts';

export type AnyService = Service<unknown>;

/** One operation and the service that it belongs to. */
export interface Offer {
  readonly service: AnyService;
  readonly operation: AnyService['operations'][number];
}

/** One line of a catalogue of refusals. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly text: string;
  readonly when: string;
}

interface Parameter extends Json {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
}

/** A body that is sent or answered; `example` may be undefined. */
interface Body {
  readonly operation: string;
  readonly schema: Json;
  readonly example: unknown;
}

const requestIdHeader = { 'X-Request-Id': { $ref: '#/components/headers/X-Request-Id' } };

/** `CodeArts Build / Group Management`: where the API reference keeps an operation. */
export function tagOf({ title }: AnyService, section: string): string {
  return `${title} / ${section}`;
}

/** Writes the operation objects of a document; what they share goes into its components. */
export class RouteDescriber {
  readonly #gateway: readonly Refusal[];
  readonly #components: Components;
  readonly #clashing: ReadonlySet<string>;

  /** `clashing`: names that operations of several services have. */
  constructor(gateway: readonly Refusal[], components: Components, clashing: ReadonlySet<string>) {
    this.#gateway = gateway;
    this.#components = components;
    this.#clashing = clashing;
  }

  /** What answers at one method and path: mostly one operation, now and then several as one. */
  describe(path: string, offers: readonly Offer[]): Json {
    const parameters = this.#parameters(path, offers);
    const requestBody = this.#requestBody(offers);
    const open = offers.every(({ operation }) => operation.permission.row.open);
    const alone = offers.length === 1;
    const rows = offers.map(({ operation }) => [operation.name, operation.permission.row] as const);
    return {
      operationId: offers.map((offer) => this.#idOf(offer)).join('_or_'),
      tags: [...new Set(offers.map((each) => tagOf(each.service, each.operation.section)))],
      summary: offers.map(({ operation }) => operation.summary).join('; or: '),
      ...described(offers),
      ...(parameters.length === 0 ? {} : { parameters }),
      ...(requestBody ? { requestBody } : {}),
      responses: { ...this.#successes(offers), ...this.#failures(offers, open) },
      security: open ? [] : [{ token: [] }, { signature: [] }],
      'x-permission': alone ? rows[0]?.[1] : Object.fromEntries(rows),
      'x-codeSamples': offers.flatMap(({ service, operation }) =>
        codeSamples(service, operation).map(({ lang, label, source }) => ({
          lang,
          label: alone ? label : `${label}: ${operation.name}`,
          source,
        })),
      ),
    };
  }

  #idOf({ service, operation: { name } }: Offer): string {
    return this.#clashing.has(name) ? service.sdk.product + name : name;
  }

  #parameters(path: string, offers: readonly Offer[]): Parameter[] {
    const all = offers.flatMap((offer) => this.#ownParameters(path, offer));
    return [...Map.groupBy(all, (each) => `${each.in} ${each.name}`).values()].flatMap((same) => {
      const required = same.length === offers.length && same.every((each) => each.required);
      return same.slice(0, 1).map((first) => ({ ...first, required }));
    });
  }

  /** The operation's parameters; those in the path are called as in `path`. */
  #ownParameters(path: string, { service, operation }: Offer): Parameter[] {
    const [own, shown] = [placeholders(operation.path), placeholders(path)];
    return (['path', 'query', 'header'] as const).flatMap((where) => {
      const { properties = {}, required } = operation.parameters[where] ?? {};
      const examples: Readonly<Record<string, unknown>> = operation.example[where] ?? {};
      return Object.entries(properties).map(([declared, property]) => {
        const name = {
          path: shown[own.indexOf(declared)] ?? declared,
          query: declared,
          header: headerCase(declared),
        }[where];
        const { description, ...schema } = this.#components.plain(
          service.sdk.product,
          property as TSchema,
        );
        const example = examples[declared] ?? examples[name];
        return {
          name,
          in: where,
          required: required?.includes(declared) ?? false,
          ...(description === undefined ? {} : { description }),
          schema,
          ...(example === undefined ? {} : { example }),
        };
      });
    });
  }

  #requestBody(offers: readonly Offer[]): Json | undefined {
    const bodies = offers.flatMap(({ service, operation }): Body[] => {
      const { name, body, bodyModel, example } = operation;
      if (!body) return [];
      const model = bodyModel ?? `${name}RequestBody`;
      const { product } = service.sdk;
      // A list has no class of its own.
      const schema =
        'items' in body
          ? this.#components.plain(product, body)
          : this.#components.requestSchema(product, name, model, body);
      return [{ operation: name, schema, example: example.body }];
    });
    if (bodies.length === 0) return undefined;
    return { required: bodies.length === offers.length, content: contentOf(bodies) };
  }

  #successes(offers: readonly Offer[]): Json {
    const byStatus = Map.groupBy(offers, ({ operation }) => operation.success.status);
    const responses = [...byStatus].map(([status, group]) => {
      const headers = group.flatMap(({ operation }) =>
        Object.entries(operation.success.headers ?? {}).map(([name, description]) => [
          name,
          { description, schema: { type: 'string' } },
        ]),
      );
      const bodies = group.flatMap(({ service, operation: { name, success, example } }): Body[] => {
        if (!success.body) return [];
        const { product } = service.sdk;
        const schema = this.#components.schema(product, success.model, success.body);
        return [{ operation: name, schema, example: example.answer }];
      });
      const response = {
        description: statusTexts[status] ?? 'Success',
        headers: { ...requestIdHeader, ...Object.fromEntries(headers) },
        ...(bodies.length === 0 ? {} : { content: contentOf(bodies) }),
      };
      return [status, response];
    });
    return Object.fromEntries(responses);
  }

  /** The failures of the services and of the gateway. */
  #failures(offers: readonly Offer[], open: boolean): Json {
    const services = [...new Set(offers.map(({ service }) => service))];
    const gateway = this.#gateway
      // The gateway's 404 is for paths that stand in no description; 401 needs a credential.
      .filter(({ status }) => status !== 404 && !(open && status === 401))
      .map((refusal) => {
        const { code, text } = refusal;
        return { refusal, body: { error_code: code, error_msg: text, request_id: '' } };
      });
    const own = services.flatMap((service) =>
      service.errors.map((refusal) => ({
        refusal,
        body: service.failure(refusal, refusal.text, ''),
      })),
    );
    const family = services.map(({ sdk }) => sdk.product).join('.') + (open ? '.open' : '');
    const byStatus = Map.groupBy([...own, ...gateway], ({ refusal }) => refusal.status);
    const responses = [...byStatus].map(([status, group]) => [
      status,
      this.#components.response(`${family}.${status}`, () => failureResponse(group)),
    ]);
    return Object.fromEntries(responses);
  }
}

function described(offers: readonly Offer[]): Json {
  const [first, ...others] = offers;
  if (first && others.length === 0) {
    const { description } = first.operation;
    return description === undefined ? {} : { description };
  }
  const lines = offers.map(({ service, operation: { name, summary, description } }) =>
    [`- **${name}** (${service.title}): ${summary}.`, description ?? ''].join(' ').trimEnd(),
  );
  return {
    description: `Several operations share this route: what the body says, or the host that is called, tells which one is meant.\n\n${lines.join('\n')}`,
  };
}

function placeholders(path: string): (string | undefined)[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
}

/** `x-subject-token` -> `X-Subject-Token`. */
function headerCase(name: string): string {
  return name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}

function contentOf(bodies: readonly Body[]): Json {
  const examples = bodies.flatMap(({ operation, example }) =>
    example === undefined ? [] : [[operation, { value: example }]],
  );
  return {
    'application/json': {
      schema: anyOf(bodies.map(({ schema }) => schema)),
      ...(examples.length === 0 ? {} : { examples: Object.fromEntries(examples) }),
    },
  };
}

function failureResponse(group: readonly { readonly refusal: Refusal; readonly body: unknown }[]) {
  const [first] = group;
  const lines = group.map(({ refusal: { code, when } }) => `- \`${code}\`: ${when}`);
  const examples = group.map(({ refusal: { when }, body }, at) => [
    `refusal${at + 1}`,
    { summary: when, value: body },
  ]);
  return {
    description: `${statusTexts[first?.refusal.status ?? 0] ?? first?.refusal.text}\n\n${lines.join('\n')}`,
    headers: requestIdHeader,
    content: {
      'application/json': {
        schema: anyOf(group.map(({ body }) => shapeOf(body))),
        examples: Object.fromEntries(examples),
      },
    },
  };
}

/** One of the schemas; equal ones count once. */
function anyOf(schemas: readonly Json[]): Json {
  const different = new Map(schemas.map((schema) => [JSON.stringify(schema), schema]));
  const [first, ...others] = different.values();
  return first && others.length === 0 ? first : { anyOf: [...different.values()] };
}

/** The schema of failures that are formed like `body`: all fields are there, with their types. */
function shapeOf(body: unknown): Json {
  if (typeof body !== 'object' || body === null) {
    return { type: typeof body === 'number' ? 'integer' : 'string' };
  }
  const properties = Object.entries(body).map(([name, value]) => [name, shapeOf(value)]);
  return {
    type: 'object',
    required: Object.keys(body),
    properties: Object.fromEntries(properties),
  };
}
