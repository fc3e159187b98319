/** Whether the playbooks would work tonight: each reason why not, and what to do about it. */
import { Link } from 'react-router';
import { useReadiness } from '../../data/queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import { Loaded } from '../states/loaded.tsx';
import { FindingList } from './finding-list.tsx';

export function ReadinessPanel() {
  const { texts } = useSpeech();
  const words = texts.readiness;
  const readiness = useReadiness();
  const count = readiness.data?.findings.length ?? 0;
  return (
    <section className="panel" aria-labelledby="readiness-title">
      <header className="panel-head">
        <h2 id="readiness-title">{words.title}</h2>
        {count > 0 && <span className="tag abnormal">{words.found(count)}</span>}
        <Link className="button quiet push" to="/readiness">
          {words.byGravity}
        </Link>
      </header>
      <Loaded of={readiness}>
        {({ findings }) =>
          findings.length === 0 ? (
            <p className="dim">{words.ready}</p>
          ) : (
            <FindingList findings={findings} />
          )
        }
      </Loaded>
    </section>
  );
}
