/** What happened, in the order in which it was journalled, the newest first. */
import type { TimelineEntry } from '../../../api/contract.ts';
import { useSpeech } from '../../texts/language.tsx';
import { Moment } from '../marks/moment.tsx';
import { usePersonName } from '../marks/names.ts';
import './timeline.css';

export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const { texts } = useSpeech();
  return (
    <section className="panel timeline" aria-labelledby="timeline-title">
      <header className="panel-head">
        <h2 id="timeline-title">{texts.incident.timeline}</h2>
      </header>
      {entries.length === 0 && <p className="dim">{texts.incident.noTimeline}</p>}
      <ol>
        {entries.toReversed().map((entry) => (
          <Entry key={entry.seq} entry={entry} />
        ))}
      </ol>
    </section>
  );
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const { say, texts } = useSpeech();
  const personName = usePersonName();
  const { at, text, actor, onBehalfOf } = entry;
  const who = actor === undefined ? undefined : personName(actor);
  const forWhom = onBehalfOf && texts.colon(texts.step.onBehalf, personName(onBehalfOf));
  return (
    <li>
      <span className="dim">
        <Moment at={at} />
      </span>
      <span>{say(text)}</span>
      <span className="dim">{[who, forWhom].filter(Boolean).join(' · ')}</span>
    </li>
  );
}
