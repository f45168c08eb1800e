import { maxInt32 } from '../../../contract/schema.ts';
import type { Stretch } from '../../../domain/kernel/index.ts';

/** All of a list: Keystone's lists of groups and their users have no pages. */
export const whole: Stretch = { after: '', limit: maxInt32 };
