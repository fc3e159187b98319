/** What a phone opens that read the code of a place: one press says that one is there. */
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { IncidentDetail } from '../../api/contract.ts';
import { useSiteClock } from '../components/marks/moment.tsx';
import { useAreaName } from '../components/marks/names.ts';
import { useMay, useSignedIn } from '../components/shell/me.ts';
import { Empty } from '../components/states/loaded.tsx';
import { arrive, lastArrival } from '../data/arrivals.ts';
import { ProblemError, UnreachableError } from '../data/client.ts';
import { useSpeech } from '../texts/language.tsx';
import type { Texts } from '../texts/zh.ts';
import './arrive.css';

export default function ArrivePage() {
  const { code = '' } = useParams();
  const { texts } = useSpeech();
  const mayArrive = useMay('operator');
  const words = texts.arrival;
  const title = <h1>{words.title}</h1>;
  return (
    <div className="page arrive">
      {title}
      {mayArrive ? (
        <Arrival key={code} code={code} />
      ) : (
        <Empty title={texts.refusal.code.forbidden} />
      )}
    </div>
  );
}

function Arrival({ code }: { code: string }) {
  const { texts } = useSpeech();
  const { user } = useSignedIn();
  const words = texts.arrival;
  const [isSending, setIsSending] = useState(false);
  const [failure, setFailure] = useState<string>();
  const [notedWith, setNotedWith] = useState<IncidentDetail[]>();
  const send = async () => {
    setIsSending(true);
    setFailure(undefined);
    try {
      setNotedWith(await arrive(code, user));
    } catch (error) {
      setFailure(describeFailure(error, texts));
    }
    setIsSending(false);
  };
  if (notedWith !== undefined) return <Noted incidents={notedWith} />;
  return (
    <>
      <p>{words.detail}</p>
      <button
        type="button"
        className="button primary big"
        disabled={isSending}
        onClick={() => void send()}
      >
        {isSending ? words.sending : words.send}
      </button>
      <p role="alert" className="arrive-failure">
        {failure}
      </p>
    </>
  );
}

function Noted({ incidents }: { incidents: readonly IncidentDetail[] }) {
  const { texts } = useSpeech();
  const words = texts.arrival;
  return (
    <>
      <p role="status" className="arrive-thanks">
        {words.thanks}
      </p>
      {incidents.length > 0 && <h2>{words.notedWith}</h2>}
      <ul className="arrive-incidents">
        {incidents.map((incident) => (
          <NotedWith key={incident.id} incident={incident} />
        ))}
      </ul>
    </>
  );
}

function NotedWith({ incident }: { incident: IncidentDetail }) {
  const { texts, say } = useSpeech();
  const { user } = useSignedIn();
  const areaName = useAreaName();
  const { time } = useSiteClock();
  const { id, title, place } = incident;
  const arrival = lastArrival(incident, user);
  return (
    <li className="panel">
      <strong>
        {say(title)} · {say(place)}
      </strong>
      {arrival && (
        <span className="dim">{texts.arrival.at(areaName(arrival.area), time(arrival.at))}</span>
      )}
      <Link to={`/incidents/${id}`} className="button">
        {texts.arrival.open}
      </Link>
    </li>
  );
}

function describeFailure(error: unknown, { arrival, refusal }: Texts): string {
  if (error instanceof UnreachableError) return arrival.unreached;
  if (!(error instanceof ProblemError)) return refusal.code.internal;
  const { code } = error.problem;
  if (code === 'not-found') return arrival.unknown;
  return code === 'invalid' ? arrival.nobodyAwaited : refusal.code[code];
}
