import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lowPasswordCost, operatorGrant } from '../../src/domain/access/index.ts';
import { type Grant, type Ids, Problem } from '../../src/domain/kernel/index.ts';
import { createProject } from '../../src/domain/projects/index.ts';
import type { Store } from '../../src/domain/store.ts';
import { openData } from '../../src/open-data.ts';
import { newDatabase } from '../postgres/database.ts';

/** The engines, and how many cases are tried on each. */
export const engines = { memory: 60, file: 12, postgres: 12 } as const;

/** A new store with its first account, as the operator on the host works in it. */
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

export async function openScene(engine: keyof typeof engines = 'memory'): Promise<Scene> {
  const database = engine === 'postgres' ? await newDatabase() : undefined;
  const directory =
    engine === 'memory' ? undefined : mkdtempSync(join(tmpdir(), 'atelier-properties-'));
  const data = await openData({
    ...(directory && { data: { directory, ...(database && { database: database.url }) } }),
    regions: ['cn-north-4'],
    fixed: {},
    passwordCost: lowPasswordCost,
  });
  if (!data.first) throw new Error('a new store has no account yet');
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
    async close() {
      await data.close();
      await database?.drop();
      if (directory) rmSync(directory, { recursive: true });
    },
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
