import { fuzz } from './fuzzing.ts';

fuzz('memory', { requests: 4000, everySoMany: 1 });
