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

/** At a duty terminal it takes a badge, and its person's access is the gateway's to look at. */
export function useMay(access: Access): boolean {
  const { access: own, terminal } = useSignedIn();
  return reaches(terminal === undefined ? own : MOST_BY_BADGE, access);
}

/** No PIN makes an administrator. */
const MOST_BY_BADGE: Access = 'manager';
