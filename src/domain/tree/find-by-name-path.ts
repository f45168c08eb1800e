import type { Node } from './model.ts';
import { isName, repositoryGroupNames, siblingKey } from './name-rule.ts';
import type { FormerNameRecords } from './ports.ts';

/** Above any depth that can be configured. */
const mostNames = 32;

/**
 * The node of the repository tree that names lead to from the project down, as in a clone address.
 * Names of before a rename or move lead on until they are taken; see docs/decisions/0015. Asks for no
 * right: that is the caller's part.
 */
export async function findByNamePath(
  records: { readonly tree: FormerNameRecords },
  domainId: string,
  projectId: string,
  names: readonly string[],
): Promise<Node | undefined> {
  if (names.length === 0 || names.length > mostNames) return undefined;
  if (!names.every((name) => isName(repositoryGroupNames, name))) return undefined;
  const keys = names.map((name) => siblingKey(repositoryGroupNames, name));
  return records.tree.findByNames({ domainId, projectId, kind: 'repository-group' }, keys);
}
