import type { Records } from '../domain/store.ts';

/** A look at stored data that changes nothing, beside a server or without one. */
export interface Inspection {
  /** The version of the schema, as stored and as this program knows it. */
  readonly schema: { readonly stored: number; readonly known: number };
  /** Bytes that are written and not yet carried over into the database. */
  readonly logBytes: number;
  /** What the engine finds wrong with its own structures, in its words. */
  engineFaults(): Promise<readonly string[]>;
  /** Reads one snapshot; only where the schema is the one that is known. */
  read<T>(work: (records: Records) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
