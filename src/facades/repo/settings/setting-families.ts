import type { SettingFamily } from '../../../domain/repositories/index.ts';

/** The families of settings that are inherited. Source: SDK, ShowGroupsInherit. */
export const settingTypes = [
  'protected_branches',
  'protected_tags',
  'push_rules',
  'merge_requests',
  'mr_branch_policies',
  'reviews',
  'e2e_settings',
  'webhook_settings',
  'deploy_keys',
  'watermark',
  'repository_settings',
] as const;

/** Those that a group can set itself; the others it has from its project, as far as there are any. */
const ownable: Partial<Readonly<Record<string, SettingFamily>>> = {
  watermark: 'watermark',
  repository_settings: 'repository',
};

export function familyOf(settingType: string): SettingFamily | undefined {
  return ownable[settingType];
}
