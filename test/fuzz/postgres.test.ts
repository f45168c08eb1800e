import { fuzz } from './fuzzing.ts';

fuzz('postgres', { requests: 1000, everySoMany: 3 });
