import { Type } from '../../../contract/schema.ts';
import type { WantedScope } from '../../../domain/access/index.ts';
import { Problem } from '../../../domain/kernel/index.ts';

const id = Type.Optional(Type.String({ description: 'ID; wins over the name.' }));
const name = Type.Optional(Type.String({ description: 'Name.' }));

/** How a scope names an account or a project. */
export const idOrName = Type.Object({ id, name });

/** A project that says which account it is of. */
export const projectOfDomain = Type.Object({ id, name, domain: Type.Optional(idOrName) });

/** What the scope asks for: of both parts the project, and each must say what it means. */
export function wantedScope(scope: WantedScope | undefined): WantedScope {
  return named('project', scope) ?? named('domain', scope) ?? {};
}

function named(
  kind: 'project' | 'domain',
  scope: WantedScope | undefined,
): WantedScope | undefined {
  const wanted = scope?.[kind];
  if (!wanted) return undefined;
  if (wanted.id !== undefined || wanted.name !== undefined) return { [kind]: wanted };
  throw new Problem('invalid', {
    subject: 'request',
    field: `auth.scope.${kind}`,
    reason: 'must have an id or a name',
  });
}
