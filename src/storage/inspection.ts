import type { Records } from '../domain/store.ts';

/** A look at stored data that changes nothing, beside a server or without one. */
export interface Inspection {
  /** The version of the schema, as stored and as this program knows it. */
  readonly schema: {
    readonly stored: number;
    readonly known: number;
    /** Whether this program works with what is stored as it is. */
    readonly fits: boolean;
  };
  /** Reads one snapshot; only where the schema fits. */
  read<T>(work: (records: Records) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface FileInspection extends Inspection {
  /** Bytes that are written and not yet carried over into the database. */
  readonly logBytes: number;
  /** What the engine finds wrong with its own structures, in its words. */
  engineFaults(): Promise<readonly string[]>;
}

export interface PostgresInspection extends Inspection {
  /** Of the server, as `18.4`. */
  readonly version: string;
  /** The quickest of some questions with its answer, in ms. */
  readonly roundTrip: number;
  /** How far the server's clock is ahead of this host's, in ms; negative: behind. */
  readonly clockAhead: number;
  /** Whether it takes no changes, as a stand-by. */
  readonly readOnly: boolean;
  readonly encoding: string;
  /** Columns of texts that do not compare by their bytes, as `table.column`. */
  readonly misordered: readonly string[];
  /** What durability rests on, by the server's names. */
  readonly settings: Readonly<Record<DurabilitySetting, string>>;
}

export const durabilitySettings = ['fsync', 'full_page_writes', 'synchronous_commit'] as const;
export type DurabilitySetting = (typeof durabilitySettings)[number];
