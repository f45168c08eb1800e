import { atelier } from './atelier.ts';
import { build } from './build.ts';
import { iam } from './iam.ts';
import { iam5 } from './iam5.ts';
import { projectman } from './projectman.ts';
import { repo } from './repo.ts';
import { repoV1ToV3 } from './repo-v1-to-v3.ts';
import type { ServiceFacts } from './service.ts';
import { sts } from './sts.ts';

/** The key of the facts about the operations of Repo that are older than V4. */
export const repoV1ToV3Key = 'CodeArtsRepo v3 (v1-v3 paths)';

/** What the contract says of each service, by its key in the facts of the SDKs. */
export const services: Readonly<Record<string, ServiceFacts>> = {
  'CodeArtsBuild v3': build,
  'CodeArtsRepo v4': repo,
  [repoV1ToV3Key]: repoV1ToV3,
  'IAM v3': iam,
  'IAM v5': iam5,
  'STS v1': sts,
  'ProjectMan v4': projectman,
  'Atelier v1': atelier,
};
