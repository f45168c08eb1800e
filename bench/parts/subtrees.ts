import type { Bench } from '../bench.ts';
import { prepareForest, timeDeletions, treeSize } from '../scenes/forest.ts';

/** What it costs to delete a tree of `treeSize` groups among `groups`; in this process, no HTTP. */
export interface SubtreeFigures {
  readonly groups: number;
  readonly treeSize: number;
  /** From the call to the durable commit, in ms each. */
  readonly durableMs: readonly number[];
  /** Of that, the deletion inside its transaction. */
  readonly workMs: readonly number[];
}

export async function measureSubtrees(bench: Bench): Promise<SubtreeFigures> {
  const { plan, directory, progress } = bench;
  progress(`preparing ${plan.trees} trees of ${treeSize} groups`);
  const data = `${directory}/data`;
  const forest = await prepareForest(data, plan.trees);
  // The first deletions compile what the others run.
  const chosen = forest.topIds.filter((_id, i) => i % 2 === 0).slice(0, plan.deletions + 2);
  const { durable, work } = await timeDeletions(data, forest, chosen);
  return {
    groups: plan.trees * treeSize,
    treeSize,
    durableMs: durable.slice(2),
    workMs: work.slice(2),
  };
}
