/**
 * Telling residents and shops: what may be added to it, what it says in both languages, how many it
 * reaches, and the one control that sends it.
 */
import type { NoticePreview } from '../../../api/contract.ts';
import { useSpeech } from '../../texts/language.tsx';
import { usePlaceNames } from '../marks/names.ts';
import { MainButton } from './main-button.tsx';
import './notice-finish.css';
import { RecordField } from './record-field.tsx';
import { useStepScope, useStepWork } from './step-work.ts';

export function NoticeFinish() {
  const { texts } = useSpeech();
  const { step } = useStepScope();
  const work = useStepWork();
  const { send } = texts.notices;
  return (
    <>
      {step.fields.map((field) => (
        <RecordField key={field} name={field} />
      ))}
      <Preview notice={step.notice} />
      <MainButton label={send} press={() => work({ action: 'done' }, send)} />
    </>
  );
}

function Preview({ notice }: { notice: NoticePreview | undefined }) {
  const { texts } = useSpeech();
  const words = texts.notices;
  if (notice === undefined) return <p className="dim">{words.notThere}</p>;
  return (
    <section className="notice-preview" aria-label={words.preview}>
      <p className="dim">{words.preview}</p>
      <NoticeText {...notice} />
      <Audience {...notice} />
    </section>
  );
}

/** Both languages: both are sent, and whoever sends them has seen them. */
export function NoticeText({ text }: Pick<NoticePreview, 'text'>) {
  const { language } = useSpeech();
  const isChinese = language === 'zh';
  const first = <blockquote lang={isChinese ? 'zh-CN' : 'en'}>{text[language]}</blockquote>;
  const other = (
    <blockquote className="dim" lang={isChinese ? 'en' : 'zh-CN'}>
      {text[isChinese ? 'en' : 'zh']}
    </blockquote>
  );
  return (
    <div className="notice-text">
      {first}
      {other}
    </div>
  );
}

function Audience({ places, units, reachable }: NoticePreview) {
  const { texts } = useSpeech();
  const namesOf = usePlaceNames();
  const words = texts.notices;
  const byHand = units - reachable;
  const counts = [
    words.audience(units),
    words.reachable(reachable),
    byHand > 0 && words.byHand(byHand),
  ];
  return (
    <p>
      {places.length > 0 && <strong>{namesOf(places)} · </strong>}
      {units === 0 ? words.nobody : counts.filter(Boolean).join(' · ')}
    </p>
  );
}
