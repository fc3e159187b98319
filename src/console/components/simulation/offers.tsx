/** What may be done with the simulated building, by the asset that it is about. */
import type { Text } from '../../../api/contract.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useAssetName } from '../marks/names.ts';
import './offers.css';

interface Offer {
  title: Text;
  asset?: string;
}

interface OffersProps<One extends Offer> {
  offers: readonly One[];
  isOff(offer: One): boolean;
  choose(offer: One, title: string): void;
}

export function Offers<One extends Offer>({ offers, isOff, choose }: OffersProps<One>) {
  const { texts, say } = useSpeech();
  const nameOf = useAssetName();
  return groupByAsset(offers).map(([asset, group]) => (
    <div key={asset} className="offer-group">
      <h3>{asset === '' ? texts.simulation.site : nameOf(asset)}</h3>
      <div className="chips">
        {group.map((offer) => {
          const title = say(offer.title);
          return (
            <button
              key={title}
              type="button"
              className="button"
              disabled={isOff(offer)}
              onClick={() => choose(offer, title)}
            >
              {title}
            </button>
          );
        })}
      </div>
    </div>
  ));
}

function groupByAsset<One extends Offer>(offers: readonly One[]): [string, One[]][] {
  const groups = new Map<string, One[]>();
  for (const offer of offers) {
    const asset = offer.asset ?? '';
    groups.set(asset, [...(groups.get(asset) ?? []), offer]);
  }
  return [...groups];
}
