import pg from 'pg';

/** Serialization failure and deadlock: the transaction has done nothing and may be run again. */
const conflicts = new Set(['40001', '40P01']);

/**
 * Connection exceptions, shutting down, starting up, too many connections, and the read-only server
 * that is left when another has taken over.
 */
const unreachable = /^(08...|57P0[123]|53300|25006)$/;

/** Out of disk or memory, and statements that took too long, for instance to get a lock. */
const overloaded = /^(53...|57014|55P03)$/;

/** No such database, no such user, wrong password: waiting does not help. */
const shutOut = /^(3D000|28...)$/;

/** Whether it lost against another transaction. */
export function isConflict(error: unknown): boolean {
  return conflicts.has(codeOf(error) ?? '');
}

/** Whether the server could not be reached, or the connection to it has gone. */
export function isLost(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) {
    return unreachable.test(error.code ?? '') || isFatal(error);
  }
  // Several errors at once are those of the addresses of a host.
  if (error instanceof AggregateError) return true;
  const { syscall, message } = error as NodeJS.ErrnoException;
  return syscall !== undefined || /connection|timeout/i.test(message);
}

/** Whether the server was reached and had not what it takes. */
export function isOverload(error: unknown): boolean {
  return overloaded.test(codeOf(error) ?? '');
}

/** Whether the server was reached and lets nobody in where the URL leads. */
export function isShutOut(error: unknown): boolean {
  return shutOut.test(codeOf(error) ?? '');
}

/** Whether a prepared statement is older than the columns of its table. */
export function isStalePlan(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.routine === 'RevalidateCachedQuery';
}

/** Whether the server itself has said that the statement failed, and is still there. */
export function isRefusal(error: unknown): boolean {
  return error instanceof pg.DatabaseError && !isFatal(error);
}

function isFatal({ severity }: pg.DatabaseError): boolean {
  return severity === 'FATAL' || severity === 'PANIC';
}

function codeOf(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}
