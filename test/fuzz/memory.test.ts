import { fuzz } from './fuzzing.ts';

fuzz('memory', { requests: 4000, oneInSoMany: 4 });
