/** The one who is signed in, for every part of a page. */
import { createContext, useContext } from 'react';
import type { Access, Me } from '../../../api/contract.ts';
import { reaches } from '../../data/access.ts';

export const MeContext = createContext<Me | undefined>(undefined);

export function useSignedIn(): Me {
  const me = useContext(MeContext);
  if (me === undefined) throw new Error('useSignedIn stands outside the shell');
  return me;
}

export function useMay(access: Access): boolean {
  return reaches(useSignedIn().access, access);
}
