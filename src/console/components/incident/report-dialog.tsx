/** The sheet for what came by phone, camera, patrol or intercom: it starts the playbook at once. */
import { Modal } from 'antd';
import { type FormEvent, useState } from 'react';
import type { ReportRequest } from '../../../api/contract.ts';
import { reportIncident } from '../../data/actions/actions.ts';
import { useAssets, useSite } from '../../data/queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import { Choice } from '../forms/choice.tsx';
import { TextField } from '../forms/text-field.tsx';
import { ComponentTheme } from '../shell/component-theme.tsx';

const SOURCES = ['phone', 'intercom', 'camera', 'patrol'] as const;
/** The value of a place says whether it is an asset or an area. */
const PLACE_OF = { asset: 'asset', area: 'area' } as const;

export default function ReportDialog({ leave }: { leave: () => void }) {
  const { texts, say } = useSpeech();
  const words = texts.incident;
  const all = useSite().data?.playbooks ?? [];
  const playbooks = all.filter(({ about }) => about === 'emergency');
  const [playbook, setPlaybook] = useState<string>();
  const [place, setPlace] = useState('');
  const [source, setSource] = useState<ReportRequest['source']>('phone');
  const [note, setNote] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (playbook === undefined) return;
    const [what, id] = place.split(' ');
    const where = what === PLACE_OF.asset || what === PLACE_OF.area ? { [what]: id } : {};
    const said = note.trim() === '' ? {} : { note: note.trim() };
    void reportIncident({ playbook, source, ...where, ...said }, words.report);
    leave();
  };
  return (
    <ComponentTheme>
      <Modal open title={words.report} footer={null} onCancel={leave}>
        <form className="form" onSubmit={send}>
          <Choice
            label={words.reportPlaybook}
            options={playbooks.map(({ id, title }) => [id, say(title)])}
            value={playbook}
            choose={setPlaybook}
          />
          <PlaceField place={place} choose={setPlace} />
          <Choice
            label={words.reportSource}
            options={SOURCES.map((each) => [each, words.source[each] ?? each])}
            value={source}
            choose={(each) => setSource(each as ReportRequest['source'])}
          />
          <TextField label={words.reportNote} value={note} write={setNote} />
          <button
            type="submit"
            className="button primary big"
            disabled={playbook === undefined || place === ''}
          >
            {words.reportSend}
          </button>
        </form>
      </Modal>
    </ComponentTheme>
  );
}

function PlaceField({ place, choose }: { place: string; choose: (place: string) => void }) {
  const { texts, say } = useSpeech();
  const assets = useAssets().data ?? [];
  const areas = useSite().data?.areas ?? [];
  return (
    <label className="field">
      <span className="label">{texts.incident.reportPlace}</span>
      <select
        className="input"
        required
        value={place}
        onChange={({ target }) => choose(target.value)}
      >
        <option value="">{texts.step.decidePick}</option>
        <optgroup label={texts.pages.assets}>
          {assets.map(({ id, name }) => (
            <option key={id} value={`${PLACE_OF.asset} ${id}`}>
              {say(name)}
            </option>
          ))}
        </optgroup>
        <optgroup label={texts.asset.area}>
          {areas.map(({ id, name }) => (
            <option key={id} value={`${PLACE_OF.area} ${id}`}>
              {say(name)}
            </option>
          ))}
        </optgroup>
      </select>
    </label>
  );
}
