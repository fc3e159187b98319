/** The sheet that closes an incident. */
import { Modal } from 'antd';
import { type FormEvent, useState } from 'react';
import type { IncidentDetail } from '../../../api/contract.ts';
import { closeIncident } from '../../data/actions/actions.ts';
import { useSpeech } from '../../texts/language.tsx';
import { TextField } from '../forms/text-field.tsx';
import { ComponentTheme } from '../shell/component-theme.tsx';
import { useMay } from '../shell/me.ts';
import { closeWord, outcomesOf, outcomeWords } from './outcome-words.ts';
import { MissingList } from './record-panel.tsx';

export default function CloseDialog(props: { incident: IncidentDetail; leave: () => void }) {
  const { incident, leave } = props;
  const { texts, say } = useSpeech();
  const words = texts.incident;
  const title = closeWord(incident, texts);
  const mayDismiss = useMay('manager');
  const [outcome, setOutcome] = useState<'real' | 'false' | 'test'>('real');
  const [reason, setReason] = useState('');
  // What was no emergency needs no record of one, but somebody has to say why it was none.
  const isLacking = outcome === 'real' && incident.missing.length > 0;
  // What can no longer be answered is the manager's to close; an open step is nobody's.
  const mayLack = mayDismiss && incident.missing.every(({ kind }) => kind === 'field');
  const wantsReason = outcome !== 'real' || isLacking;
  const isHeld = (isLacking && !mayLack) || (wantsReason && reason.trim() === '');
  const send = (event: FormEvent) => {
    event.preventDefault();
    const why = {
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      ...(isLacking ? { incomplete: true } : {}),
    };
    void closeIncident(incident, { outcome, ...why }, `${title} · ${say(incident.title)}`);
    leave();
  };
  return (
    <ComponentTheme>
      <Modal open title={title} footer={null} onCancel={leave}>
        <form className="form" onSubmit={send}>
          <fieldset className="chips bare-fieldset" aria-label={words.closeOutcome}>
            {outcomesOf(incident).map((each) => (
              <button
                key={each}
                type="button"
                className="chip"
                aria-pressed={each === outcome}
                disabled={each !== 'real' && !mayDismiss}
                onClick={() => setOutcome(each)}
              >
                {outcomeWords(incident, texts)[each]}
              </button>
            ))}
          </fieldset>
          <TextField
            label={
              wantsReason ? `${words.closeReason} · ${texts.step.required}` : words.closeReason
            }
            value={reason}
            write={setReason}
          />
          {outcome === 'real' && incident.missing.length > 0 && (
            <div>
              <p>{mayLack ? words.closeLacking : words.closeMissing}</p>
              <MissingList incident={incident} />
            </div>
          )}
          <button type="submit" className="button primary" disabled={isHeld}>
            {incident.about === undefined ? words.closeSend : texts.work.complete}
          </button>
        </form>
      </Modal>
    </ComponentTheme>
  );
}
