import { operation } from '../../context.ts';
import { shownPolicy, shownPolicyBody, showPolicy } from './general-policy.ts';

/** Source: CodeArts Repo API Reference, V4, Group, Querying the General Policy of a Group. */
export const showGroupGeneralPolicy = operation({
  ...shownPolicy,
  name: 'ShowGroupGeneralPolicy',
  summary: 'Querying the general policy that holds in a repository group',
  path: '/v4/groups/{group_id}/policies/general',
  success: { status: 200, model: 'ShowGroupGeneralPolicyResponse', body: shownPolicyBody },
  handle: showPolicy,
});
