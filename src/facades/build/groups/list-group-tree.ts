import { codeArtsProjectId, nullable, Type } from '../../../contract/schema.ts';
import { listTree, type Node, treeVersion } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { envelope, succeeded } from '../envelope.ts';
import { buildTime, groupFields } from '../group-answers.ts';

const group = Type.Cyclic(
  {
    Group: Type.Object({
      id: Type.String({ description: 'Primary key ID.' }),
      domain_id: Type.String({ description: 'Tenant ID.' }),
      project_id: Type.String({ description: 'CodeArts project ID.' }),
      name: Type.String({ description: 'Group name.' }),
      parent_id: nullable(Type.String({ description: 'Parent group ID; null at the top.' })),
      path_id: Type.String({ description: 'IDs from the top group down, joined by periods.' }),
      ordinal: Type.Integer({ description: 'Group index among its siblings.' }),
      create_user: Type.String({ description: 'Creator.' }),
      update_user: nullable(Type.String({ description: 'Who changed it last; null until then.' })),
      create_time: Type.String({ description: 'Creation time.' }),
      update_time: nullable(Type.String({ description: 'Modification time; null until then.' })),
      children: nullable(Type.Array(Type.Ref('Group'))),
    }),
  },
  'Group',
);

/** Source: CodeArts Build API Reference, Group Management, Querying the Build Task Group Tree. */
export const listGroupTree = operation({
  name: 'ListGroupTree',
  summary: 'Querying the build task group tree',
  section: 'Group Management',
  method: 'GET',
  path: '/v1/job/{project_id}/group/tree',
  parameters: { path: Type.Object({ project_id: codeArtsProjectId() }) },
  success: {
    status: 200,
    model: 'ListGroupTreeResponse',
    body: envelope(Type.Array(group)),
  },
  permission: inProject({
    action: 'codeartsbuild:group:listGroups',
    accessLevel: 'List',
    policy: 'may-deny',
    point: 'build-group.view',
    source: 'inferred',
  }),
  transaction: 'read',
  example: { path: { project_id: 'b4d3971c3988463b865f6f920846149e' } },
  async handle(context, within) {
    const { records, renditions, buildTimeZone } = context;
    const kind = context.kinds.buildTaskGroup;
    const version = await treeVersion(records, within, kind);
    return renditions.reply(['ListGroupTree', within.project.id], version, async () => {
      const nodes = await listTree(records, within, kind);
      return { body: succeeded(nested(nodes, buildTimeZone)) };
    });
  },
});

interface Group extends Omit<ReturnType<typeof groupFields>, 'children'> {
  ordinal: number;
  update_user: string | null;
  update_time: string | null;
  /** Null on a leaf, never an empty array. Source: page example. */
  children: Group[] | null;
}

/** The nodes as trees; siblings keep their order. */
function nested(nodes: readonly Node[], offsetMinutes: number): Group[] {
  const groups = new Map<string, Group>();
  for (const node of nodes) {
    groups.set(node.id, {
      ...groupFields(node, offsetMinutes),
      ordinal: node.ordinal,
      update_user: node.updaterName,
      update_time: node.updatedAt === null ? null : buildTime(node.updatedAt, offsetMinutes),
      children: null,
    });
  }
  const top: Group[] = [];
  for (const each of groups.values()) {
    const parent = each.parent_id === null ? undefined : groups.get(each.parent_id);
    if (!parent) top.push(each);
    else if (parent.children) parent.children.push(each);
    else parent.children = [each];
  }
  return top;
}
