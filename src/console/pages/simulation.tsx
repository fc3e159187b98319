/** Making faults in the simulated building and ending them, and acting for the people in it. */
import type { SimulationInfo } from '../../api/contract.ts';
import { useAssetName } from '../components/marks/names.ts';
import { useMay } from '../components/shell/me.ts';
import { Offers } from '../components/simulation/offers.tsx';
import { Empty, Loaded } from '../components/states/loaded.tsx';
import { actOnSite, endFault, startFault } from '../data/actions/actions.ts';
import { useSimulation } from '../data/queries.ts';
import { useSiteInfo } from '../data/session.ts';
import { describeSpan } from '../texts/durations.ts';
import { useSpeech } from '../texts/language.tsx';
import './simulation.css';

type Offer = SimulationInfo['offers'][number];
type Fault = SimulationInfo['faults'][number];

export default function SimulationPage() {
  const { texts } = useSpeech();
  const isSimulated = useSiteInfo().data?.simulated ?? true;
  return (
    <div className="page">
      <header className="page-head">
        <h1>{texts.simulation.title}</h1>
        <span className="demo">{texts.shell.demo}</span>
        <span className="dim">{texts.shell.demoLong}</span>
      </header>
      {isSimulated ? (
        <Running />
      ) : (
        <Empty title={texts.simulation.off} detail={texts.simulation.offDetail} />
      )}
    </div>
  );
}

function Running() {
  const { texts } = useSpeech();
  const simulation = useSimulation();
  return (
    <Loaded of={simulation}>
      {(info) =>
        info.running ? (
          <Faults info={info} />
        ) : (
          <Empty title={texts.simulation.off} detail={texts.simulation.offDetail} />
        )
      }
    </Loaded>
  );
}

function Faults({ info }: { info: SimulationInfo }) {
  const { texts } = useSpeech();
  const words = texts.simulation;
  const mayMake = useMay('engineer');
  return (
    <>
      {!mayMake && <p className="dim">{words.notAllowed}</p>}
      <section className="panel" aria-labelledby="active-title">
        <header className="panel-head">
          <h2 id="active-title">{words.active}</h2>
        </header>
        {info.faults.length === 0 && <p className="dim">{words.none}</p>}
        <ul className="fault-rows">
          {info.faults.map((fault) => (
            <ActiveFault
              key={fault.id}
              fault={fault}
              at={info.at}
              offers={info.offers}
              mayMake={mayMake}
            />
          ))}
        </ul>
      </section>
      <section className="panel" aria-labelledby="offers-title">
        <header className="panel-head">
          <h2 id="offers-title">{words.offers}</h2>
        </header>
        {info.offers.length === 0 && <p className="dim">{words.noOffers}</p>}
        <Offers
          offers={info.offers}
          isOff={({ fault }) => !mayMake || info.faults.some((one) => isSame(one.fault, fault))}
          choose={({ fault }, title) => void startFault(fault, `${words.start} · ${title}`)}
        />
      </section>
      <section className="panel" aria-labelledby="actions-title">
        <header className="panel-head">
          <h2 id="actions-title">{words.actions}</h2>
        </header>
        <Offers
          offers={info.actions}
          isOff={() => !mayMake}
          choose={({ action }, title) => void actOnSite(action, title)}
        />
      </section>
    </>
  );
}

interface ActiveFaultProps {
  fault: Fault;
  /** The simulation's own clock, which `since` counts by. */
  at: number;
  offers: readonly Offer[];
  mayMake: boolean;
}

function ActiveFault({ fault, at, offers, mayMake }: ActiveFaultProps) {
  const { texts, say } = useSpeech();
  const nameOf = useAssetName();
  const offer = offers.find((each) => isSame(each.fault, fault.fault));
  const title = offer ? say(offer.title) : JSON.stringify(fault.fault);
  const where = offer?.asset === undefined ? undefined : nameOf(offer.asset);
  return (
    <li>
      <strong>{[where, title].filter(Boolean).join(' · ')}</strong>
      <span className="dim">{describeSpan(at - fault.since, texts)}</span>
      {mayMake && (
        <button
          type="button"
          className="button primary"
          onClick={() => void endFault(fault.id, `${texts.simulation.end} · ${title}`)}
        >
          {texts.simulation.end}
        </button>
      )}
    </li>
  );
}

/** The gateway gives a fault back as it was given, if not with its keys in the same order. */
function isSame(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}
