/** Adds an action, by itself or because of an incident. */
import { lazy, Suspense, useState } from 'react';
import { useSpeech } from '../../texts/language.tsx';
import { useMay } from '../shell/me.ts';
import './work.css';

const ActionDialog = lazy(() => import('./action-dialog.tsx'));

export function AddActionButton({ incident }: { incident?: string }) {
  const { texts } = useSpeech();
  const mayWork = useMay('operator');
  const [isOpen, setIsOpen] = useState(false);
  if (!mayWork) return null;
  const look = incident === undefined ? 'button primary work-add' : 'button push';
  return (
    <>
      <button type="button" className={look} onClick={() => setIsOpen(true)}>
        {texts.actions.add}
      </button>
      {isOpen && (
        <Suspense>
          <ActionDialog incident={incident} leave={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
