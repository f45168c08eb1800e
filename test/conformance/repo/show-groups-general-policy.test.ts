import { proven } from '../../clients.ts';
import { showsPolicies } from './general-policies.ts';

showsPolicies(proven('CodeArtsRepo v4', 'ShowGroupsGeneralPolicy'));
