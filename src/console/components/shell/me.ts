/** The one who is signed in, for every part of a page. */
import { createContext, useContext } from 'react';
import type { Access, Me } from '../../../api/contract.ts';

export const MeContext = createContext<Me | undefined>(undefined);

/** Each access includes those before it. */
const ACCESS: readonly Access[] = ['viewer', 'operator', 'engineer', 'manager', 'admin'];

export function useSignedIn(): Me {
  const me = useContext(MeContext);
  if (me === undefined) throw new Error('useSignedIn stands outside the shell');
  return me;
}

export function useMay(access: Access): boolean {
  return ACCESS.indexOf(useSignedIn().access) >= ACCESS.indexOf(access);
}
