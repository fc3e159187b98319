/** One notice: when and by whom, what it says, where, who knows of it, and who still has to. */
import { Link } from 'react-router';
import type { NoticeInfo } from '../../../api/contract.ts';
import { routes } from '../../data/routes.ts';
import { useSpeech } from '../../texts/language.tsx';
import { NoticeText } from '../incident/notice-finish.tsx';
import { stepClause } from '../incident/step-clause.ts';
import { DateTime } from '../marks/moment.tsx';
import { usePersonName, usePlaceNames } from '../marks/names.ts';
import './notice-card.css';
import { NoticeCoverage } from './notice-coverage.tsx';
import { EveryUnit, UntoldUnits } from './notice-units.tsx';

interface NoticeCardProps {
  notice: NoticeInfo;
  /** On a list of all of them: to which incident it belongs. */
  namesIncident?: boolean;
}

export function NoticeCard({ notice, namesIncident = false }: NoticeCardProps) {
  return (
    <article className="notice-card">
      <NoticeHead notice={notice} namesIncident={namesIncident} />
      <NoticeText text={notice.text} />
      <NoticeCoverage notice={notice} />
      <UntoldUnits notice={notice} />
      <EveryUnit notice={notice} />
    </article>
  );
}

function NoticeHead({ notice, namesIncident }: Required<NoticeCardProps>) {
  const { texts } = useSpeech();
  const personName = usePersonName();
  const namesOf = usePlaceNames();
  const { id, at, by, step, incident, places } = notice;
  const words = texts.notices;
  return (
    <header>
      <h3>
        {stepClause(step)} · <DateTime at={at} />
      </h3>
      {by && <span className="dim">{personName(by)}</span>}
      {namesIncident && (
        <Link to={`/incidents/${incident}`} className="mono">
          {incident}
        </Link>
      )}
      {places.length > 0 && <span>{texts.colon(words.places, namesOf(places))}</span>}
      <span className="notice-prints">
        <Print notice={id} language="zh" word={words.printZh} />
        <Print notice={id} language="en" word={words.printEn} />
      </span>
    </header>
  );
}

function Print(props: { notice: string; language: 'zh' | 'en'; word: string }) {
  const { notice, language, word } = props;
  return (
    <a
      className="button"
      href={routes.noticePrint(notice, language)}
      target="_blank"
      rel="noreferrer"
    >
      {word}
    </a>
  );
}
