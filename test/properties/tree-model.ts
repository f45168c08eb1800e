import type { Problem } from '../../src/domain/kernel/index.ts';
import type { NodeType, TreeKind, Visibility } from '../../src/domain/tree/index.ts';

/** What the model knows of a node; gone ones stay, so that they can be asked for again. */
export interface Known {
  readonly projectId: string;
  readonly id: string;
  readonly type: NodeType;
  name: string;
  parent: Known | undefined;
  ordinal: number;
  visibility: Visibility | null;
  gone: boolean;
}

type Refused = Problem['kind'];

/** The trees of a kind in some projects, by rules as plain as they are slow. */
export class TreeModel {
  readonly all: Known[] = [];
  readonly #kind: TreeKind;
  /** Who had a name under a parent and has another place since. */
  readonly #formerNames = new Map<string, Known>();
  /** What was deleted at once, by the node that was named. */
  readonly #deletions = new Map<Known, readonly Known[]>();

  constructor(kind: TreeKind) {
    this.#kind = kind;
  }

  there(projectId: string): Known[] {
    return this.all.filter((node) => !node.gone && node.projectId === projectId);
  }

  /** Those that were named when they were deleted, and not restored. */
  deleted(): Known[] {
    return [...this.#deletions.keys()];
  }

  isThere(projectId: string, node: Known): boolean {
    return !node.gone && node.projectId === projectId;
  }

  nextOrdinal(projectId: string, parent: Known | undefined): number {
    const siblings = this.there(projectId).filter((node) => node.parent === parent);
    return Math.max(-1, ...siblings.map(({ ordinal }) => ordinal)) + 1;
  }

  /** What must come of a create. */
  create(wanted: {
    readonly projectId: string;
    readonly type: NodeType;
    readonly name: string;
    readonly parent: Known | undefined;
    readonly visibility: Visibility | undefined;
  }): Refused | Pick<Known, 'ordinal' | 'visibility'> {
    const { projectId, type, name, parent, visibility } = wanted;
    if (!this.#mayHold(projectId, parent)) return 'not-found';
    if (depthOf(parent) + (type === 'group' ? 1 : 0) > this.#kind.maxDepth) return 'invalid';
    if (parent?.visibility === 'private' && visibility === 'public') return 'invalid';
    if (this.there(projectId).length === this.#kind.maxPerProject) return 'limit-reached';
    if (this.#isTaken(projectId, parent, name, undefined)) return 'taken';
    return {
      ordinal: this.nextOrdinal(projectId, parent),
      visibility: this.#kind.hasVisibility ? (visibility ?? parent?.visibility ?? 'public') : null,
    };
  }

  /** What must come of an update of a node that is there; changes it where it is done. */
  update(
    node: Known,
    change: {
      readonly name?: string | undefined;
      readonly parent?: Known | null | undefined;
      readonly visibility?: Visibility | undefined;
    },
  ): Refused | { madePrivate: number } {
    const { projectId } = node;
    const to = change.parent === undefined ? node.parent : (change.parent ?? undefined);
    const moves = to !== node.parent;
    const name = change.name ?? node.name;
    const below = this.there(projectId).filter((each) => isUnder(each, node));
    if (!this.#mayHold(projectId, to)) return 'not-found';
    if (moves && isUnder(to, node)) return 'invalid';
    if (moves && depthOf(to) + levelsOf(node, below) > this.#kind.maxDepth) return 'invalid';
    const visibility = change.visibility ?? node.visibility;
    if (to?.visibility === 'private' && visibility === 'public') return 'invalid';
    if (this.#isTaken(projectId, to, name, node)) return 'taken';

    const before = placeOf(projectId, node.parent, node.name);
    if (placeOf(projectId, to, name) !== before) this.#formerNames.set(before, node);
    if (moves) node.ordinal = this.nextOrdinal(projectId, to);
    node.parent = to;
    node.name = name;
    return { madePrivate: this.#show(node, below, visibility) };
  }

  /** Deletes a node that is there. */
  remove(node: Known): void {
    const gone = this.there(node.projectId).filter((each) => isUnder(each, node));
    for (const each of gone) each.gone = true;
    this.#deletions.set(node, gone);
    this.#formerNames.delete(placeOf(node.projectId, node.parent, node.name));
  }

  /** What must come of restoring a node; does it where it is done. */
  restore(
    projectId: string,
    node: Known,
    place: { readonly name?: string | undefined; readonly parent?: Known | null | undefined },
  ): Refused | { nodes: number; madePrivate: number } {
    const gone = this.#deletions.get(node);
    if (!gone || node.projectId !== projectId) return 'not-found';
    const to = place.parent === undefined ? node.parent : (place.parent ?? undefined);
    if (!this.#mayHold(projectId, to)) return place.parent ? 'not-found' : 'conflict';
    const name = place.name ?? node.name;
    if (depthOf(to) + levelsOf(node, gone) > this.#kind.maxDepth) return 'invalid';
    if (this.#isTaken(projectId, to, name, undefined)) return 'taken';
    if (this.there(projectId).length + gone.length > this.#kind.maxPerProject) {
      return 'limit-reached';
    }
    this.#deletions.delete(node);
    node.ordinal = this.nextOrdinal(projectId, to);
    node.parent = to;
    node.name = name;
    for (const each of gone) each.gone = false;
    const visibility = to?.visibility === 'private' ? 'private' : node.visibility;
    // Where the parent is public everything comes back as it was.
    const below = visibility === 'private' ? gone : [];
    return { nodes: gone.length, madePrivate: this.#show(node, below, visibility) };
  }

  /** Where names lead from the project down, step by step. */
  led(projectId: string, names: readonly string[]): Known | undefined {
    let at: Known | undefined;
    for (const name of names) {
      const place = placeOf(projectId, at, name);
      const holder = this.there(projectId).find(
        (each) => placeOf(projectId, each.parent, each.name) === place,
      );
      const former = this.#formerNames.get(place);
      at = holder ?? (former?.gone ? undefined : former);
      if (!at) return undefined;
    }
    return at;
  }

  #mayHold(projectId: string, parent: Known | undefined): boolean {
    return !parent || (this.isThere(projectId, parent) && parent.type === 'group');
  }

  #isTaken(
    projectId: string,
    parent: Known | undefined,
    name: string,
    by: Known | undefined,
  ): boolean {
    const { caseSensitive } = this.#kind.names;
    const key = (text: string) => (caseSensitive ? text : text.toLowerCase());
    return this.there(projectId).some(
      (each) => each.parent === parent && each !== by && key(each.name) === key(name),
    );
  }

  /** Gives a node its visibility; answers how many others become private by that. */
  #show(node: Known, below: readonly Known[], visibility: Visibility | null): number {
    node.visibility = visibility;
    if (visibility !== 'private') return 0;
    const open = below.filter((each) => each !== node && each.visibility === 'public');
    for (const each of open) each.visibility = 'private';
    return open.length;
  }
}

const placeOf = (projectId: string, parent: Known | undefined, name: string) =>
  [projectId, parent?.id, name.toLowerCase()].join();

const depthOf = (node: Known | undefined): number => (node ? depthOf(node.parent) + 1 : 0);

const isUnder = (node: Known | undefined, top: Known): boolean =>
  node !== undefined && (node === top || isUnder(node.parent, top));

/** How many levels of groups a node and what is below it take. */
const levelsOf = (top: Known, below: readonly Known[]): number =>
  Math.max(...below.map((each) => depthOf(each) - (each.type === 'group' ? 0 : 1))) -
  depthOf(top) +
  1;
