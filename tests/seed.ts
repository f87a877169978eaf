// Where random searches begin: `npm test` looks where it looked yesterday, so that what it finds comes of the change and
// not of the day; `npm run proof` looks elsewhere each time, and says where it found something.
import { configureGlobal } from 'fast-check';
import { isProof } from './proof.ts';

if (!isProof) configureGlobal({ seed: 2026 });
