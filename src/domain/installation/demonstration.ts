import type { AccessRecords } from '../access/index.ts';
import type { AuditRecords } from '../audit/index.ts';
import { type Ids, Problem } from '../kernel/index.ts';
import { createProject, openProject, type ProjectRecords } from '../projects/index.ts';
import { createNode, type TreeKinds, type TreeRecords } from '../tree/index.ts';
import { rootGrant } from './initialize.ts';

type Records = {
  readonly access: AccessRecords;
  readonly audit: AuditRecords;
  readonly projects: ProjectRecords;
  readonly tree: TreeRecords;
};

/** The ids that the examples of the vendor's two pages name. */
const buildProject = { id: 'b4d3971c3988463b865f6f920846149e', name: 'Build example' };
const buildGroup = { id: '626c66e962e44ce680b168c409d0502a', name: 'Example-parent' };
const repoProject = { id: '0b234373cf3f4b04ab2d8a245155e12b', name: 'Repo example' };

/**
 * Adds the projects and the group that the vendor's examples name to the first account, as far as
 * they are missing. Throws Problem `conflict` where an id belongs to another account.
 */
export async function addDemonstration(
  records: Records,
  kinds: TreeKinds,
  { ids, now }: { readonly ids: Ids; readonly now: number },
): Promise<void> {
  const [account, ...others] = await records.access.listAccounts();
  if (!account) throw new Error('a demonstration needs an initialized store');
  const users = await records.access.listUsers(account.domainId);
  const root = users.find((user) => user.root);
  if (!root) throw new Error('the first account has no root user');
  const grant = rootGrant(account, root);
  const kind = kinds.buildTaskGroup;
  for (const { domainId } of others) {
    for (const { id } of [buildProject, repoProject]) {
      if (await records.projects.findProject(domainId, id, '')) throw foreign('project', id);
    }
    const { id } = buildGroup;
    if (await records.tree.findNode(domainId, kind.name, id)) throw foreign('group', id);
  }
  for (const { id, name } of [buildProject, repoProject]) {
    if (await records.projects.findProject(account.domainId, id, '')) continue;
    const wanted = { id, name, description: '', type: 'scrum' };
    await createProject(records, grant, wanted, { ids, now });
  }
  if (await records.tree.findNode(account.domainId, kind.name, buildGroup.id)) return;
  const within = await openProject(records, grant, buildProject.id);
  await createNode(records, within, kind, buildGroup, { ids, now });
}

function foreign(subject: string, id: string): Problem {
  return new Problem('conflict', {
    subject,
    reason: `--demo: ${subject} ${id} belongs to another account`,
  });
}
