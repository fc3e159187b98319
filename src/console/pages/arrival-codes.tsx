/** The codes that hang in the lobbies, to be printed: whoever reads one with a phone is there. */
import type { ArrivalPoint } from '../../api/contract.ts';
import QrCode from '../components/marks/qr-code.tsx';
import { Empty, Loaded } from '../components/states/loaded.tsx';
import { useArrivalPoints } from '../data/queries.ts';
import { useSiteInfo } from '../data/session.ts';
import { useSpeech } from '../texts/language.tsx';
import './arrival-codes.css';

/** Hosts that lead every device to itself. */
const LOOPBACK = /^(localhost|127\.|\[::1\])/;
const CODE_PX = 280;

export default function ArrivalCodesPage() {
  const { texts } = useSpeech();
  const words = texts.arrivalCodes;
  return (
    <div className="page arrival-codes">
      <header className="page-head">
        <h1>{words.title}</h1>
        <button type="button" className="button primary push" onClick={() => window.print()}>
          {words.print}
        </button>
        <p className="dim">{words.detail}</p>
        {LOOPBACK.test(window.location.hostname) && (
          <p className="arrival-codes-warning">{words.onlyHere}</p>
        )}
      </header>
      <Loaded of={useArrivalPoints()}>
        {(points) =>
          points.length === 0 ? (
            <Empty title={words.empty} detail={words.emptyDetail} />
          ) : (
            <ul className="arrival-sheets">
              {points.map((point) => (
                <Sheet key={point.code} point={point} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </div>
  );
}

/** It hangs where strangers read it too, so it says the place in both languages. */
function Sheet({ point: { name, code } }: { point: ArrivalPoint }) {
  const { texts, say } = useSpeech();
  const site = useSiteInfo().data?.name;
  const words = texts.arrivalCodes;
  const address = `${window.location.origin}/arrive/${encodeURIComponent(code)}`;
  return (
    <li className="panel arrival-sheet">
      <span className="arrival-site">{site && say(site)}</span>
      <h2>
        {name.zh} · {name.en}
      </h2>
      <QrCode address={address} label={words.label(say(name))} sizePx={CODE_PX} />
      <strong>{words.scan}</strong>
      <span className="mono dim">{address}</span>
    </li>
  );
}
