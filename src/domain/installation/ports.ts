/** Facts about this installation as a whole. */
export interface InstallationRecords {
  findSetting(name: string): Promise<string | undefined>;
  putSetting(name: string, value: string): Promise<void>;
  countTreeFaults(): Promise<TreeFaults>;
}

/** How much in the stored trees contradicts itself: all zero, or something is broken. */
export interface TreeFaults {
  /** Nodes whose parent is not there. */
  readonly orphans: number;
  /** Nodes whose path is not their parent's with their own id. */
  readonly wrongPaths: number;
  /** Nodes that count other children than they have. */
  readonly wrongChildCounts: number;
  /** Trees that count other nodes than they have, or are not counted at all. */
  readonly wrongTreeCounts: number;
}
