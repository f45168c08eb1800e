import { lowPasswordCost, operatorGrant } from '../../src/domain/access/index.ts';
import { type Grant, type Ids, Problem } from '../../src/domain/kernel/index.ts';
import { createProject } from '../../src/domain/projects/index.ts';
import type { Store } from '../../src/domain/store.ts';
import { openData } from '../../src/main.ts';

/** A store in memory with its first account, as the operator on the host works in it. */
export interface Scene {
  readonly store: Store;
  readonly operator: Grant;
  /** Ids and time for what is made next. */
  making(): { readonly ids: Ids; readonly now: number };
  /** A name or id that nothing has. */
  fresh(): string;
  /** A project that no other case has seen. */
  newProject(): Promise<{ readonly domainId: string; readonly projectId: string }>;
  close(): Promise<void>;
}

export async function openScene(): Promise<Scene> {
  const data = await openData({
    regions: ['cn-north-4'],
    fixed: {},
    passwordCost: lowPasswordCost,
  });
  if (!data.first) throw new Error('a store in memory is new');
  const { store, ids, clock, first } = data;
  const operator = operatorGrant({ domainId: first.domainId, name: first.domainName });
  const making = () => ({ ids, now: clock.now() });
  const fresh = () => `x${ids.next()}`;
  return {
    store,
    operator,
    making,
    fresh,
    async newProject() {
      const wanted = { name: fresh(), description: '', type: 'scrum' };
      const { domainId, id } = await store.write((records) =>
        createProject(records, operator, wanted, making()),
      );
      return { domainId, projectId: id };
    },
    close: data.close,
  };
}

/** What the work answers, or the kind of the problem that it ends in. */
export async function outcome<T>(work: Promise<T>): Promise<T | Problem['kind']> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Problem) return error.kind;
    throw error;
  }
}
