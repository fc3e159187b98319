/** Runs once before all tests: what they need is there, or they do not start. */
import { findMissing, installPackages } from './debian-packages.ts';
import { openRunFolder } from './run-folder.ts';

export default function setUp(): () => void {
  const missing = findMissing();
  if (missing.length > 0) {
    console.log(`tests: installing ${missing.join(' ')}`);
    installPackages(missing);
    const still = findMissing();
    if (still.length > 0) throw new Error(`tests: still missing: ${still.join(' ')}`);
  }
  return openRunFolder();
}
