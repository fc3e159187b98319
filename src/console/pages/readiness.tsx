/** Would the playbooks work tonight? Each reason why not, the gravest first, with what to do. */
import type { ReadinessInfo } from '../../api/contract.ts';
import { FindingList } from '../components/duty/finding-list.tsx';
import { Moment } from '../components/marks/moment.tsx';
import { Empty, Loaded } from '../components/states/loaded.tsx';
import { useReadiness } from '../data/queries.ts';
import { useSpeech } from '../texts/language.tsx';
import './readiness.css';

const GRAVITIES = ['fails', 'weak', 'plan'] as const;

export default function ReadinessPage() {
  const { texts } = useSpeech();
  const words = texts.readiness;
  const readiness = useReadiness();
  return (
    <div className="page">
      <header className="page-head">
        <h1>{words.title}</h1>
        {readiness.data && (
          <span className="dim">
            {words.lookedAt} <Moment at={readiness.data.at} />
          </span>
        )}
        <button type="button" className="button push" onClick={() => void readiness.refetch()}>
          {words.again}
        </button>
      </header>
      <Loaded of={readiness}>
        {({ findings }) =>
          findings.length === 0 ? (
            <Empty title={words.ready} />
          ) : (
            GRAVITIES.map((gravity) => (
              <Group
                key={gravity}
                gravity={gravity}
                findings={findings.filter((found) => found.gravity === gravity)}
              />
            ))
          )
        }
      </Loaded>
    </div>
  );
}

interface GroupProps {
  gravity: ReadinessInfo['gravity'];
  findings: readonly ReadinessInfo[];
}

/** One without findings says so: that nothing fails is what one comes to see. */
function Group({ gravity, findings }: GroupProps) {
  const { texts } = useSpeech();
  const words = texts.readiness;
  const [name, detail] = [words.gravity[gravity], words.detail[gravity]];
  return (
    <section className="panel" aria-label={name}>
      <header
        className="panel-head gravity"
        data-gravity={findings.length > 0 ? gravity : undefined}
      >
        <h2>{name}</h2>
        <span className="dim">{findings.length}</span>
        <span className="dim">{detail}</span>
      </header>
      {findings.length === 0 ? (
        <p className="dim">{words.none}</p>
      ) : (
        <FindingList findings={findings} />
      )}
    </section>
  );
}
