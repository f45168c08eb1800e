import { operation } from '../../context.ts';
import { shownPolicy, shownPolicyBody, showPolicy } from './general-policy.ts';

/** The same as ShowGroupGeneralPolicy under another path. Source: CodeArts Repo SDK. */
export const showGroupsGeneralPolicy = operation({
  ...shownPolicy,
  name: 'ShowGroupsGeneralPolicy',
  summary: 'Querying the general policy that holds in a repository group, by its newer path',
  path: '/v4/groups/{group_id}/general-policy',
  success: { status: 200, model: 'ShowGroupsGeneralPolicyResponse', body: shownPolicyBody },
  handle: showPolicy,
});
