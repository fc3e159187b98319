/** The incident on paper: as a page or for Word, in either language whatever the screen speaks. */
import { type FocusEvent, useRef } from 'react';
import { routes } from '../../data/routes.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useMay } from '../shell/me.ts';
import './report-links.css';

const LANGUAGES = ['zh', 'en'] as const;
const FORMATS = ['html', 'docx'] as const;
/** With those who were trapped and the homes by name, or without. */
const PERSONAL = ['yes', 'no'] as const;

export function ReportLinks({ incident }: { incident: string }) {
  const { texts, language: own } = useSpeech();
  const mayTakeAll = useMay('manager');
  const menu = useRef<HTMLDetailsElement>(null);
  const close = () => {
    if (menu.current !== null) menu.current.open = false;
  };
  const leave = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!currentTarget.contains(relatedTarget)) close();
  };
  return (
    <details className="report-links" ref={menu} onBlur={leave}>
      <summary className="button">{texts.incident.reportPage}</summary>
      <ul>
        {FORMATS.flatMap((format) =>
          LANGUAGES.map((language) => (
            <li key={`${format} ${language}`}>
              <a
                href={routes.report(incident, format, language)}
                target="_blank"
                rel="noreferrer"
                onClick={close}
              >
                {texts.incident.reportAs[format][language]}
              </a>
            </li>
          )),
        )}
        {mayTakeAll &&
          PERSONAL.map((personal) => (
            <li key={personal}>
              <a href={routes.evidence(incident, own, personal)} download onClick={close}>
                {texts.incident.evidence[personal]}
              </a>
            </li>
          ))}
      </ul>
    </details>
  );
}
