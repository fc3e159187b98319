/** What residents and shops were told because of this incident, the newest first. */
import { useNotices } from '../../data/work-queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import { Loaded } from '../states/loaded.tsx';
import { NoticeCard } from '../upkeep/notice-card.tsx';
import '../upkeep/work.css';

/** Nothing until there was a notice; that they cannot be loaded is said. */
export function NoticesPanel({ incident }: { incident: string }) {
  const { texts } = useSpeech();
  const notices = useNotices(incident);
  if (notices.isPending || notices.data?.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="notices-title">
      <header className="panel-head">
        <h2 id="notices-title">{texts.notices.title}</h2>
      </header>
      <Loaded of={notices}>
        {(list) => list.map((notice) => <NoticeCard key={notice.id} notice={notice} />)}
      </Loaded>
    </section>
  );
}
