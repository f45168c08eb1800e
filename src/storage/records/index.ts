import type { Records } from '../../domain/store.ts';
import type { Connection } from '../query.ts';
import { auditRecords } from './audit.ts';
import { buildRecords } from './builds.ts';
import { credentialRecords } from './credentials.ts';
import { installationRecords } from './installation.ts';
import { nodeListRecords } from './node-lists.ts';
import { nodeRecords } from './nodes.ts';
import { policyRecords } from './policies.ts';
import { projectRecords } from './projects.ts';
import { userRecords } from './users.ts';

/** All records as the transaction of this connection sees them. */
export function recordsOn(connection: Connection): Records {
  return {
    access: {
      ...userRecords(connection),
      ...credentialRecords(connection),
      ...policyRecords(connection),
    },
    audit: auditRecords(connection),
    builds: buildRecords(connection),
    installation: installationRecords(connection),
    projects: projectRecords(connection),
    tree: { ...nodeRecords(connection), ...nodeListRecords(connection) },
  };
}
