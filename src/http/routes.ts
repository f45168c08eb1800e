import type { Operation } from '../contract/operation.ts';
import type { Service } from '../contract/service.ts';
import type { Context } from '../facades/context.ts';

// biome-ignore lint/suspicious/noExplicitAny: operations differ in every type parameter.
export type AnyOperation = Operation<Context, any, any, any, any, any, any>;

/** One operation and the service that it belongs to. */
export interface Offer {
  readonly service: Service<Context>;
  readonly operation: AnyOperation;
}

/** Everything that is offered under one method and path. */
export interface Route {
  readonly method: string;
  /** With parameters as `:project_id`. */
  readonly url: string;
  readonly offers: readonly Offer[];
  /** Whether no credential is asked for. */
  readonly open: boolean;
}

/** All routes of the services, operations that share one together. */
export function routesOf(
  services: readonly Service<Context>[],
  isOpen: (operation: AnyOperation) => boolean,
): Route[] {
  const shared = new Map<string, Offer[]>();
  for (const service of services) {
    for (const operation of service.operations) {
      const key = `${operation.method} ${shapeOf(operation.path)}`;
      const offers = shared.get(key) ?? [];
      offers.push({ service, operation });
      shared.set(key, offers);
    }
  }
  return [...shared.values()].flatMap((offers) => {
    const [first] = offers;
    if (!first) return [];
    const { method, path } = first.operation;
    const open = offers.every(({ operation }) => isOpen(operation));
    return [{ method, url: path.replace(/\{(\w+)\}/g, ':$1'), offers, open }];
  });
}

/** The offer that a request means, undefined where none does. */
export function select(route: Route, host: string, body: () => unknown): Offer | undefined {
  for (const offer of route.offers) {
    const { selects } = offer.operation;
    if (!selects || selects({ host, body: body() })) return offer;
  }
  return undefined;
}

/** The parameters of a decoded path on this route, undefined where it does not lie on it. */
export function pathParameters(route: Route, path: string): Record<string, string> | undefined {
  const pattern = route.url.replace(/:(\w+)/g, '(?<$1>[^/]+)');
  const match = new RegExp(`^${pattern}/?$`).exec(path);
  return match ? { ...match.groups } : undefined;
}

/** A path whatever its parameters are called. */
function shapeOf(path: string): string {
  return path.replace(/\{\w+\}/g, '{}');
}
