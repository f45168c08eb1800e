import { type AuditRecords, recordChange } from '../audit/index.ts';
import { type Grant, type Ids, Problem } from '../kernel/index.ts';
import type { IamProject } from './model.ts';
import type { AccessRecords } from './ports.ts';

type Records = { readonly access: AccessRecords; readonly audit: AuditRecords };

/**
 * Creates a sub-project of a region's project. The name is `<region>_<word>`, at most 64
 * characters. Throws Problem `invalid`, `not-found` (parent) or `taken`.
 * Source: IAM v3, KeystoneCreateProject.
 */
export async function createIamProject(
  records: Records,
  grant: Grant,
  wanted: { name: string; parentId?: string; description: string },
  { ids, now }: { ids: Ids; now: number },
): Promise<IamProject> {
  const { domainId } = grant.principal;
  const parent = await regionProjectOf(records, domainId, wanted);
  const suffix = wanted.name.slice(parent.name.length);
  if (wanted.name.length > 64 || !/^_[\w-]+$/.test(suffix)) {
    throw new Problem('invalid', {
      subject: 'project',
      field: 'name',
      reason: `must be ${parent.name}_ followed by letters, digits, _ or -, at most 64 characters`,
    });
  }
  const project: IamProject = {
    domainId,
    id: ids.next(),
    name: wanted.name,
    parentId: parent.id,
    description: wanted.description,
    createdAt: now,
  };
  if (!(await records.access.insertIamProject(project))) {
    throw new Problem('taken', {
      subject: 'project',
      field: 'name',
      reason: `a project named ${wanted.name} exists in the account`,
    });
  }
  await recordChange(records, grant, { at: now, resource: `iam-project/${project.id}` });
  return project;
}

/** The IAM project of that id in the grant's account. Throws Problem `not-found`. */
export async function iamProjectWithId(
  records: Records,
  grant: Grant,
  id: string,
): Promise<IamProject> {
  const project = await records.access.findIamProject(grant.principal.domainId, id);
  if (project) return project;
  throw new Problem('not-found', {
    subject: 'project',
    reason: `Could not find project: ${id.slice(0, 64)}.`,
  });
}

/** The region's project that a new sub-project belongs under: named by id, or by the name's start. */
async function regionProjectOf(
  records: Records,
  domainId: string,
  wanted: { name: string; parentId?: string },
): Promise<IamProject> {
  const all = await records.access.listIamProjects(domainId);
  const regions = all.filter((project) => project.parentId === domainId);
  if (wanted.parentId !== undefined && wanted.parentId !== domainId) {
    const parent = regions.find((project) => project.id === wanted.parentId);
    if (parent) return parent;
    throw new Problem('not-found', {
      subject: 'project',
      field: 'parent',
      reason: `Could not find project: ${wanted.parentId.slice(0, 64)}.`,
    });
  }
  if (regions.some((project) => project.name === wanted.name)) {
    throw new Problem('taken', {
      subject: 'project',
      field: 'name',
      reason: `a project named ${wanted.name} exists in the account`,
    });
  }
  const parent = regions.find((project) => wanted.name.startsWith(`${project.name}_`));
  if (parent) return parent;
  throw new Problem('invalid', {
    subject: 'project',
    field: 'name',
    reason: `must start with a served region and _: ${regions.map((r) => r.name).join(', ')}`,
  });
}
