/** The sheets that open over any page: help, finding an asset, leaving the desk. */
import { Modal } from 'antd';
import { type FormEvent, useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { AssetInfo } from '../../../api/contract.ts';
import { useAssets } from '../../data/queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import { LeaveDesk } from '../away/leave-desk.tsx';
import { useAreaName } from '../marks/names.ts';
import { ComponentTheme } from './component-theme.tsx';
import './dialogs.css';
import type { Dialog } from './dialog.ts';

/** Matches shown; who sees more than that types another letter. */
const MATCHES_SHOWN = 8;

export default function Dialogs({ shown, close }: { shown: Dialog; close: () => void }) {
  const { texts } = useSpeech();
  return (
    <ComponentTheme>
      <Modal open title={texts[shown].title} footer={null} onCancel={close}>
        <Content shown={shown} close={close} />
      </Modal>
    </ComponentTheme>
  );
}

function Content({ shown, close }: { shown: Dialog; close: () => void }) {
  switch (shown) {
    case 'help':
      return <Help />;
    case 'search':
      return <Search close={close} />;
    case 'leaveDesk':
      return <LeaveDesk close={close} />;
    default:
      return shown satisfies never;
  }
}

function Help() {
  const { texts } = useSpeech();
  const { help } = texts;
  return (
    <div className="help">
      <h3>{help.keyTitle}</h3>
      <dl>
        {Object.entries(help.keys).map(([key, words]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <h3>{help.marksTitle}</h3>
      <ul>
        {Object.values(help.marks).map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </div>
  );
}

function Search({ close }: { close: () => void }) {
  const { texts, say } = useSpeech();
  const areaName = useAreaName();
  const navigate = useNavigate();
  const [wanted, setWanted] = useState('');
  const matches = useMatches(wanted);
  const goToFirst = (event: FormEvent) => {
    event.preventDefault();
    const [first] = matches;
    if (first === undefined) return;
    void navigate(`/asset/${first.id}`);
    close();
  };
  return (
    <form className="search" onSubmit={goToFirst}>
      <input
        className="input"
        // biome-ignore lint/a11y/noAutofocus: the sheet was opened to type into it
        autoFocus
        type="search"
        aria-label={texts.search.title}
        placeholder={texts.search.placeholder}
        value={wanted}
        onChange={({ target }) => setWanted(target.value)}
      />
      <ul>
        {matches.map(({ id, name, area }) => (
          <li key={id}>
            <Link to={`/asset/${id}`} onClick={close}>
              <span>{say(name)}</span>
              <span className="dim">{areaName(area)}</span>
              <span className="dim mono">{id}</span>
            </Link>
          </li>
        ))}
      </ul>
      {matches.length === 0 && <p className="dim">{texts.search.none}</p>}
    </form>
  );
}

function useMatches(wanted: string): AssetInfo[] {
  const { data } = useAssets();
  const areaName = useAreaName();
  return useMemo(() => {
    const letters = wanted.trim().toLowerCase();
    const said = ({ id, name, area }: AssetInfo) =>
      `${id} ${name.zh} ${name.en} ${areaName(area)}`.toLowerCase();
    return (data ?? []).filter((asset) => said(asset).includes(letters)).slice(0, MATCHES_SHOWN);
  }, [data, wanted, areaName]);
}
