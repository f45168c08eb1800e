/** Facts about this installation as a whole. */
export interface InstallationRecords {
  findSetting(name: string): Promise<string | undefined>;
  putSetting(name: string, value: string): Promise<void>;
}
