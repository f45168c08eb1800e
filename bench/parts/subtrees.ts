import type { Bench } from '../bench.ts';
import { changes, moveUnder, prepareForest, timeChanges, treeSize } from '../scenes/forest.ts';

/** What changes cost that concern a tree of `treeSize` groups among `groups`; in this process, no HTTP. */
export interface SubtreeFigures {
  readonly groups: number;
  readonly treeSize: number;
  readonly changes: readonly {
    /** `delete`, `restore`, `rename`, `move` */
    readonly name: string;
    /** From the call to the durable commit, in ms each. */
    readonly durableMs: readonly number[];
    /** Of that, the change inside its transaction. */
    readonly workMs: readonly number[];
  }[];
}

export async function measureSubtrees(bench: Bench): Promise<SubtreeFigures> {
  const { plan, directory, progress } = bench;
  progress(`preparing ${plan.trees} trees of ${treeSize} groups`);
  const data = `${directory}/data`;
  const forest = await prepareForest(data, plan.trees);
  const [parent = '', ...others] = forest.topIds;
  const chosen = others.filter((_id, i) => i % 2 === 0).slice(0, plan.deletions + 2);
  const measured: SubtreeFigures['changes'][number][] = [];
  for (const [name, change] of Object.entries({ ...changes, move: moveUnder(parent) })) {
    progress(name);
    const { durable, work } = await timeChanges(data, forest, chosen, change);
    // The first ones compile what the others run.
    measured.push({ name, durableMs: durable.slice(2), workMs: work.slice(2) });
  }
  return { groups: plan.trees * treeSize, treeSize, changes: measured };
}
