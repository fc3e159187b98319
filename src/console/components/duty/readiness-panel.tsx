/** Whether the playbooks would work tonight: each reason why not, and what to do about it. */
import { useReadiness } from '../../data/queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import { Loaded } from '../states/loaded.tsx';
import './readiness-panel.css';

export function ReadinessPanel() {
  const { texts, say } = useSpeech();
  const words = texts.duty;
  const readiness = useReadiness();
  return (
    <section className="panel" aria-labelledby="readiness-title">
      <header className="panel-head">
        <h2 id="readiness-title">{words.readiness}</h2>
        {readiness.data && readiness.data.length > 0 && (
          <span className="tag abnormal">{words.found(readiness.data.length)}</span>
        )}
      </header>
      <Loaded of={readiness}>
        {(findings) =>
          findings.length === 0 ? (
            <p className="dim">{words.ready}</p>
          ) : (
            <ul className="readiness">
              {findings.map(({ what, do: remedy }) => (
                <li key={say(what)}>
                  {say(what)}
                  <span className="dim"> · {say(remedy)}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
