/** Names of assets, areas, people and roles by their ids; an unknown id stands for itself. */
import { useCallback, useMemo } from 'react';
import type { Text } from '../../../api/contract.ts';
import { useAssets, useDuty, useSite } from '../../data/queries.ts';
import { useSpeech } from '../../texts/language.tsx';

type NameOf = (id: string) => string;

export function useAssetName(): NameOf {
  return useNames(useAssets().data);
}

export function useAreaName(): NameOf {
  return useNames(useSite().data?.areas);
}

export function useRoleName(): NameOf {
  const { say } = useSpeech();
  const roles = useSite().data?.roles;
  return useCallback((id) => (roles?.[id] ? say(roles[id]) : id), [roles, say]);
}

/** Only of those who are on duty are the names known to everybody. */
export function usePersonName(): NameOf {
  return useNames(usePeopleOnDuty());
}

export function usePeopleOnDuty(): readonly { id: string; name: Text }[] {
  const now = useDuty().data?.now;
  return useMemo(() => {
    const people = Object.values(now ?? {}).flat();
    return [...new Map(people.map((person) => [person.id, person])).values()];
  }, [now]);
}

function useNames(list: readonly { id: string; name: Text }[] | undefined): NameOf {
  const { say } = useSpeech();
  const names = useMemo(
    () => new Map(list?.map(({ id, name }) => [id, say(name)] as const)),
    [list, say],
  );
  return useCallback((id) => names.get(id) ?? id, [names]);
}
