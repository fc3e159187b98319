/** What residents and shops were told, the newest first. */
import { useNotices } from '../../data/work-queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import { Empty, Loaded } from '../states/loaded.tsx';
import { NoticeCard } from './notice-card.tsx';
import './work.css';

export function NoticesSection() {
  const { texts } = useSpeech();
  const notices = useNotices();
  const words = texts.notices;
  return (
    <Loaded of={notices}>
      {(list) =>
        list.length === 0 ? (
          <Empty title={words.empty} detail={words.emptyDetail} />
        ) : (
          list.map((notice) => (
            <section key={notice.id} className="panel" aria-label={`${words.title} ${notice.id}`}>
              <NoticeCard notice={notice} namesIncident />
            </section>
          ))
        )
      }
    </Loaded>
  );
}
