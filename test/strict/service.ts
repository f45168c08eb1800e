export type Fields = Readonly<Record<string, string>>;

/** An operation as the typed SDKs declare it. */
export interface Recorded {
  readonly id: string;
  readonly method: string;
  /** With parameters in braces. */
  readonly path: string;
  readonly path_parameters?: Fields;
  readonly query_parameters?: Fields;
  readonly header_parameters?: Fields;
  /** The model of the answer. */
  readonly response?: string;
  /** Headers of a success that clients read. */
  readonly response_headers?: readonly string[];
}

/** Some fields of models. */
export type FieldTable = Readonly<Record<string, readonly string[]>>;

/** What the contract says of a service beside the recorded SDKs. */
export interface ServiceFacts {
  /** How its own error codes begin; the gateway's may come from every service. */
  readonly codes: RegExp;
  /** Operations that no recorded SDK has, as their own references describe them, and their models. */
  readonly operations?: readonly Recorded[];
  readonly models?: Readonly<Record<string, Fields>>;
  /** Documented success statuses other than 200, by operation. */
  readonly statuses?: Readonly<Record<string, number>>;
  /** Lists that answer their total in a header, always (DECISIONS, Repo, paging). */
  readonly totals?: readonly string[];
  /** Where the contract allows null. Everything else that is null is at fault. */
  readonly nullable?: FieldTable;
  /** Documented fields that need not be there: one scope or the other, languages, what is unknown. */
  readonly absentable?: FieldTable;
  /** Fields that the contract has beside those that the SDKs declare. */
  readonly beside?: Readonly<Record<string, Fields>>;
  /** Times in ms, int64 in the typed SDKs although these facts call every integer int. */
  readonly int64?: FieldTable;
}
