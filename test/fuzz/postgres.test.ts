import { fuzz } from './fuzzing.ts';

fuzz('postgres', { requests: 1000, oneInSoMany: 16 });
