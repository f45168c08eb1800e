import type { Problem, ProblemKind } from '../domain/kernel/index.ts';
import type { Operation } from './operation.ts';

/** How a service says one kind of problem. */
export interface ErrorEntry {
  readonly kind: ProblemKind | 'internal';
  /** The one subject of problems that it is for, where a kind is said in several ways. */
  readonly subject?: string;
  /** The one field of the domain's, likewise. */
  readonly field?: string;
  readonly status: number;
  readonly code: string;
  /** The documented text; field and rule follow it where `explains` is set. */
  readonly text: string;
  readonly explains: boolean;
  /** When it is given, for the table in docs/errors.md. */
  readonly when: string;
  readonly source: 'documented' | 'inferred';
}

/** The SDK packages of a service, for sample code. */
export interface SdkNames {
  /** `CodeArtsBuild`: classes are `CodeArtsBuildClient` and `CodeArtsBuildRegion`. */
  readonly product: string;
  /** `codeartsbuild`: the last word of packages and import paths. */
  readonly packageName: string;
  readonly version: string;
  /** Account-level credentials (`GlobalCredentials`) instead of project-level ones. */
  readonly accountLevel: boolean;
}

/** One vendor service: its operations and the dialect in which it answers. */
export interface Service<Context> {
  /** The vendor's product name, as its API reference prints it. */
  readonly title: string;
  /** Key of the service in the SDK facts: `CodeArtsBuild v3`. */
  readonly facts: readonly string[];
  readonly sdk: SdkNames;
  // biome-ignore lint/suspicious/noExplicitAny: operations differ in every type parameter.
  readonly operations: readonly Operation<Context, any, any, any, any, any, any>[];
  readonly errors: readonly ErrorEntry[];
  /**
   * The wire's names for the domain's fields: `parent` -> `parent_id`; where subjects differ in it,
   * `user group.name` -> `group_name`.
   */
  readonly fields: Readonly<Record<string, string>>;
  /** Tokens must be scoped to a project. Source: Build's authentication page. */
  readonly projectTokensOnly: boolean;
  /** Headers that every answer of the service carries. */
  headers(requestId: string): Readonly<Record<string, string>>;
  /** The failure body; `error_code` and `error_msg` stand at the top in every dialect. */
  failure(entry: ErrorEntry, message: string, requestId: string): unknown;
}

/** A failure as it goes over the wire. */
export interface Failure {
  readonly status: number;
  readonly code: string;
  readonly body: unknown;
}

/** The service's words for a problem; `sealedReason` is the refusal for those who may decode it. */
export function failureOf<Context>(
  service: Service<Context>,
  problem: Problem,
  requestId: string,
  sealedReason?: string,
): Failure {
  const entry = entryFor(service, problem.kind, problem);
  const failure = rendered(service, entry, messageOf(service, entry, problem), requestId);
  if (sealedReason === undefined) return failure;
  const body = { ...(failure.body as object), encoded_authorization_message: sealedReason };
  return { ...failure, body };
}

/** The service's words for a fault of ours; only the request id tells more. */
export function internalFailure<Context>(service: Service<Context>, requestId: string): Failure {
  const entry = entryFor(service, 'internal');
  return rendered(service, entry, `${entry.text} Request id: ${requestId}`, requestId);
}

function messageOf<Context>(
  service: Service<Context>,
  entry: ErrorEntry,
  problem: Problem,
): string {
  if (!entry.explains) return entry.text;
  const { subject, field, reason } = problem;
  const wireName = service.fields[`${subject}.${field}`] ?? service.fields[`${field}`] ?? field;
  const named = wireName === undefined ? '' : `[${wireName}] `;
  return `${entry.text} ${named}${reason}`.trim();
}

function rendered<Context>(
  service: Service<Context>,
  entry: ErrorEntry,
  message: string,
  requestId: string,
): Failure {
  const body = service.failure(entry, message, requestId);
  return { status: entry.status, code: entry.code, body };
}

function entryFor<Context>(
  service: Service<Context>,
  kind: ErrorEntry['kind'],
  problem?: Pick<Problem, 'subject' | 'field'>,
): ErrorEntry {
  const entries = service.errors.filter((each) => each.kind === kind);
  const own =
    problem &&
    entries.find(
      ({ subject, field }) =>
        (subject !== undefined && subject === problem.subject) ||
        (field !== undefined && field === problem.field),
    );
  const entry = own ?? entries.find(({ subject, field }) => (subject ?? field) === undefined);
  if (!entry) throw new Error(`${service.title} has no words for a problem of kind ${kind}`);
  return entry;
}
