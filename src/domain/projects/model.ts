/** A CodeArts project: what groups, tasks and repositories belong to. */
export interface Project {
  readonly domainId: string;
  readonly id: string;
  /** int32, unique in this server. */
  readonly number: number;
  readonly name: string;
  readonly description: string;
  readonly type: string;
  readonly creatorId: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A user's part in a project. */
export interface Member {
  readonly userId: string;
  readonly userNumber: number;
  readonly userName: string;
  readonly nickName: string;
  readonly enabled: boolean;
  readonly roleId: number;
}

/** A project with its creator as the lists show them. */
export interface ProjectWithCreator extends Project {
  readonly creatorName: string;
  readonly creatorNickName: string;
  readonly creatorNumber: number;
}
