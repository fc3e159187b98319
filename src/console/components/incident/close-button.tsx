/** Closing: with an outcome, and not before everything mandatory is there. */
import { lazy, Suspense, useState } from 'react';
import type { IncidentDetail } from '../../../api/contract.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useMay } from '../shell/me.ts';
import { closeWord } from './outcome-words.ts';

const CloseDialog = lazy(() => import('./close-dialog.tsx'));

interface CloseButtonProps {
  incident: IncidentDetail;
  look?: string;
}

export function CloseButton({ incident, look = 'button' }: CloseButtonProps) {
  const { texts } = useSpeech();
  const [isOpen, setIsOpen] = useState(false);
  const mayWork = useMay('operator');
  if (!mayWork) return null;
  return (
    <>
      <button type="button" className={look} onClick={() => setIsOpen(true)}>
        {closeWord(incident, texts)}
      </button>
      {isOpen && (
        <Suspense>
          <CloseDialog incident={incident} leave={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
