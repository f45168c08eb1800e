import { Components, type Json } from './openapi/components.ts';
import {
  type AnyService,
  type Offer,
  type Refusal,
  RouteDescriber,
  tagOf,
} from './openapi/route.ts';

export interface ApiDescription {
  /** Of the server. */
  readonly version: string;
  readonly services: readonly AnyService[];
  /** What is refused in front of all services. */
  readonly gateway: readonly Refusal[];
}

/** Operations by method, under one path. */
interface Route {
  readonly path: string;
  readonly methods: Map<string, Offer[]>;
}

/**
 * The OpenAPI 3.1 description of the services, as JSON text for the address under which they are
 * reached. It is put together at the first call, because a server starts sooner without it.
 */
export function openApiDocument(api: ApiDescription): (baseUrl: string) => string {
  let rest: string | undefined;
  return (baseUrl) => {
    rest ??= JSON.stringify(described(api)).slice(1);
    // Addresses come from Host headers: only they differ, and no text is kept for any.
    return `{"openapi":"3.1.0","servers":${JSON.stringify([{ url: baseUrl }])},${rest}`;
  };
}

function described(api: ApiDescription): Json {
  const components = new Components();
  const names = api.services.flatMap(({ operations }) => operations.map(({ name }) => name));
  const clashing = new Set(names.filter((name, at) => names.indexOf(name) !== at));
  const describer = new RouteDescriber(api.gateway, components, clashing);
  const paths = routesOf(api.services).map(({ path, methods }) => {
    const described = [...methods].map(([method, offers]) => [
      method.toLowerCase(),
      describer.describe(path, offers),
    ]);
    return [path, Object.fromEntries(described)];
  });
  return {
    info: {
      title: 'Atelier',
      version: api.version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description: introduction,
    },
    tags: api.services.flatMap((service) =>
      sectionsOf(service).map((section) => ({ name: tagOf(service, section) })),
    ),
    'x-tagGroups': api.services.map((service) => ({
      name: service.title,
      tags: sectionsOf(service).map((section) => tagOf(service, section)),
    })),
    paths: Object.fromEntries(paths),
    components: {
      ...components.all(),
      headers: {
        'X-Request-Id': {
          description: 'Names this request in the log of the server.',
          schema: { type: 'string' },
        },
      },
      securitySchemes: securitySchemes(api.services),
    },
  };
}

const introduction = `The CodeArts Build and Repo APIs and what their clients need of IAM and ProjectMan.

Calls carry a token in \`X-Auth-Token\` or are signed with an access key; the vendor's SDKs sign. Every failure has \`error_code\` and \`error_msg\` at the top of its body and the header \`X-Request-Id\`; those listed with an operation are those of its service. \`x-permission\` names the action of identity policies and the point of the project's role matrix that an operation asks for; \`x-codeSamples\` hold its example call.`;

function securitySchemes(services: readonly AnyService[]): Json {
  const scoped = services.filter(({ projectTokensOnly }) => projectTokensOnly);
  const exception = scoped.map(({ title }) => ` ${title} wants it scoped to a project.`);
  return {
    token: {
      type: 'apiKey',
      in: 'header',
      name: 'X-Auth-Token',
      description: `A token from POST /v3/auth/tokens.${exception.join('')}`,
    },
    signature: {
      type: 'apiKey',
      in: 'header',
      name: 'Authorization',
      description:
        'The signature of the request by an access key (AK/SK): `SDK-HMAC-SHA256 Access=<access key>, SignedHeaders=<headers>, Signature=<hex>`, with the time of signing in `X-Sdk-Date`.',
    },
  };
}

/** The routes in the order of the declarations; two paths that differ in names alone are one. */
function routesOf(services: readonly AnyService[]): Route[] {
  const routes = new Map<string, Route>();
  for (const service of services) {
    for (const operation of service.operations) {
      const { method, path } = operation;
      const shape = path.replace(/\{\w+\}/g, '{}');
      const route = routes.get(shape) ?? { path, methods: new Map<string, Offer[]>() };
      routes.set(shape, route);
      route.methods.set(method, [...(route.methods.get(method) ?? []), { service, operation }]);
    }
  }
  return [...routes.values()];
}

function sectionsOf({ operations }: AnyService): string[] {
  return [...new Set(operations.map(({ section }) => section))];
}
