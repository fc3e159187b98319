/**
 * What `npm start` runs. JavaScript, and nothing but this: what was compiled at an earlier start is
 * kept from the first file on, so that a start loads no TypeScript stripper.
 */
import { enableCompileCache } from 'node:module';

enableCompileCache();
await import('./main.ts');
