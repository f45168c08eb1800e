import type { PermissionPoint, ProjectRole, RepoPoint } from '../projects/index.ts';
import type { Node } from './model.ts';
import type { MatrixRecords } from './ports.ts';

/** That a role has a permission in a node, or has it not, whatever the project's matrix says. */
export interface PermissionChange {
  readonly roleId: number;
  readonly point: RepoPoint;
  readonly has: boolean;
}

/** The matrix of a node that has one of its own, by what it changes of the project's. */
export type NodeMatrix = readonly PermissionChange[];

/** Who has what in a node: of the nearest node with a matrix of its own, else of the project. */
export class PermissionsIn {
  /** The id of the node whose matrix it is, undefined for the project's. */
  readonly from: string | undefined;
  readonly changes: NodeMatrix;

  constructor(from: string | undefined, changes: NodeMatrix) {
    this.from = from;
    this.changes = changes;
  }

  has(role: ProjectRole, point: PermissionPoint): boolean {
    const changed = this.changes.find(
      (change) => change.point === point && change.roleId === role.id,
    );
    return changed?.has ?? role.points.has(point);
  }
}

/** Where no node has a matrix of its own. */
export const ofProject = new PermissionsIn(undefined, []);

/** Tells of these nodes who has what in them; nearly always that is what the project says. */
export async function permissionsIn(
  records: { readonly tree: Pick<MatrixRecords, 'matricesOf'> },
  nodes: readonly Node[],
): Promise<(node: Node) => PermissionsIn> {
  const matrices = await records.tree.matricesOf(nodes);
  if (matrices.size === 0) return () => ofProject;
  return ({ path }) => {
    const from = path.split('.').findLast((id) => matrices.has(id));
    return from === undefined ? ofProject : new PermissionsIn(from, matrices.get(from) ?? []);
  };
}
