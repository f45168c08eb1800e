import type { KindName, NodeType } from '../domain/tree/index.ts';

/** Kinds as the keys of trees and nodes store them: short, because every index repeats them. */
const codes: Readonly<Record<KindName, number>> = {
  'build-task-group': 1,
  'repository-group': 2,
};
const names = Object.keys(codes) as KindName[];

export const kindCode = (kind: KindName): number => codes[kind];

export function kindOfCode(code: number): KindName {
  const kind = names.find((name) => codes[name] === code);
  if (!kind) throw new Error(`the store holds a kind ${code} that this version does not know`);
  return kind;
}

/** 1 for a repository, so that sums of it count them. */
export const typeCode = (type: NodeType): number => Number(type === 'repository');

export const typeOfCode = (code: number): NodeType => (code === 1 ? 'repository' : 'group');
