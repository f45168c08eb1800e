import type { Case } from './case.ts';
import { buildGroupCases } from './cases-build-groups.ts';
import { buildTaskCases } from './cases-build-tasks.ts';
import { extensionCases } from './cases-extensions.ts';
import { httpsPasswordCases } from './cases-https-password.ts';
import { iamGroupCases } from './cases-iam-groups.ts';
import { iamTokenCases } from './cases-iam-tokens.ts';
import { iamUserCases } from './cases-iam-users.ts';
import { iam5GroupCases } from './cases-iam5-groups.ts';
import { iam5PolicyCases } from './cases-iam5-policies.ts';
import { iam5UserCases } from './cases-iam5-users.ts';
import { projectmanCases } from './cases-projectman.ts';
import { repositoryCases } from './cases-repositories.ts';
import { repositoryGroupCases } from './cases-repository-groups.ts';
import { settingsCases } from './cases-settings.ts';
import { stsCases } from './cases-sts.ts';

/** Every operation, as `service title: operation name`. One without a row here fails the suite. */
export const cases: Readonly<Record<string, Case>> = {
  ...buildGroupCases,
  ...buildTaskCases,
  ...repositoryGroupCases,
  ...settingsCases,
  ...repositoryCases,
  ...httpsPasswordCases,
  ...iamTokenCases,
  ...iamUserCases,
  ...iamGroupCases,
  ...iam5UserCases,
  ...iam5GroupCases,
  ...iam5PolicyCases,
  ...stsCases,
  ...projectmanCases,
  ...extensionCases,
};
