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

type NamesOf = (ids: readonly string[]) => string;

/** Places are areas and assets alike. */
export function usePlaceNames(): NamesOf {
  const { texts } = useSpeech();
  const assetName = useAssetName();
  const areaName = useAreaName();
  return useCallback(
    (ids) => {
      const names = ids.map((id) => {
        const area = areaName(id);
        return area === id ? assetName(id) : area;
      });
      return names.join(texts.comma);
    },
    [assetName, areaName, texts],
  );
}

export function useRoleName(): NameOf {
  const { say } = useSpeech();
  const roles = useSite().data?.roles;
  return useCallback((id) => (roles?.[id] ? say(roles[id]) : id), [roles, say]);
}

type SignalNameOf = (asset: string, signal: string) => string;

/** `signal` is the asset's own, or `OTHER.signal` of another that its rule looks at. */
export function useSignalName(): SignalNameOf {
  const { say } = useSpeech();
  const kinds = useSite().data?.kinds;
  const assets = useAssets().data;
  return useCallback(
    (asset, signal) => {
      const titleOf = (id: string, name: string) => {
        const kind = assets?.find((each) => each.id === id)?.kind ?? '';
        const title = kinds?.[kind]?.signals[name]?.title;
        return title && say(title);
      };
      const own = titleOf(asset, signal);
      if (own !== undefined) return own;
      const other = assets?.find(({ id }) => signal.startsWith(`${id}.`));
      const title = other && titleOf(other.id, signal.slice(other.id.length + 1));
      return title === undefined ? signal : `${say(other!.name)} ${title}`;
    },
    [assets, kinds, say],
  );
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
