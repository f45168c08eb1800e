export { addDemonstration } from './demonstration.ts';
export {
  ensureRegions,
  type FirstCredentials,
  type FixedCredentials,
  firstPassword,
  initialize,
  isInitialized,
  isRightVault,
} from './initialize.ts';
export type { InstallationRecords, TreeFaults } from './ports.ts';
