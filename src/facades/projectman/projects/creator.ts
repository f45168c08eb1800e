import { Type } from '../../../contract/schema.ts';
import type { Principal } from '../../../domain/kernel/index.ts';
import type { ProjectWithCreator } from '../../../domain/projects/index.ts';

/** Who made a project, as its list and its details show them. */
export const creatorSchema = Type.Object({
  user_num_id: Type.Integer({ description: 'Number of the user.' }),
  user_id: Type.String({ description: 'User ID.' }),
  user_name: Type.String({ description: 'User name.' }),
  domain_id: Type.String({ description: 'Account ID.' }),
  domain_name: Type.String({ description: 'Account name.' }),
  nick_name: Type.String({ description: 'Nickname.' }),
});

/** A value of `creatorSchema`; project and caller are of one account. */
export function creatorOf(project: ProjectWithCreator, caller: Principal) {
  return {
    user_num_id: project.creatorNumber,
    user_id: project.creatorId,
    user_name: project.creatorName,
    domain_id: project.domainId,
    domain_name: caller.domainName,
    nick_name: project.creatorNickName,
  };
}
