/** Errors whose message is meant for the operator as it stands. */
const plainSpoken = new Set([
  'UnusableData',
  'DamagedDatabase',
  'DirectoryInUse',
  'NewerDatabase',
  'UnusableDatabase',
  'StoreUnavailable',
  'UnknownOutcome',
  'UnfaithfulCopy',
  'UsageError',
]);

/** SQLite's primary codes for trouble with the file or the disk, not with what it was asked. */
const fileTrouble = new Set([5, 8, 10, 11, 13, 14, 26]);

/** The operator got the command's own rules wrong. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** One line for the operator; what was not foreseen keeps its stack. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (plainSpoken.has(error.name)) return error.message;
  if (error.name === 'Problem') {
    const { subject, field, reason } = error as Error & {
      subject: string;
      field?: string;
      reason: string;
    };
    return reason.startsWith('must') ? `${subject}: ${field} ${reason}` : reason;
  }
  const { code, syscall, errcode, port, address } = error as NodeJS.ErrnoException & {
    errcode?: number;
    port?: number;
    address?: string;
  };
  if (errcode !== undefined && fileTrouble.has(errcode & 0xff)) {
    return `the database cannot be used: ${error.message}`;
  }
  if (code === 'EADDRINUSE') {
    return `port ${port} on ${address} is in use: name another with --port`;
  }
  if (syscall === 'listen' || syscall === 'getaddrinfo') {
    return `cannot listen on ${address ?? 'that host'}${port ? `:${port}` : ''}: ${error.message}`;
  }
  return error.stack ?? error.message;
}
