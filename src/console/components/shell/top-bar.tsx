/** The bar on every page: which site, what time, who is on duty, what is open. */
import { MenuOutlined, SearchOutlined } from '@ant-design/icons';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { setPreferences, usePreferences } from '../../data/preferences.ts';
import { signOut, useSiteInfo } from '../../data/session.ts';
import { useNow } from '../../data/stream/link.ts';
import { useSpeech } from '../../texts/language.tsx';
import { LeaveButton } from '../away/leave-button.tsx';
import { useSiteClock } from '../marks/moment.tsx';
import { BadgeChip } from './badge-chip.tsx';
import { AlarmCounts, OnDuty, OpenIncidents } from './bar-counts.tsx';
import { GatewayState, SoundState, Waiting } from './bar-state.tsx';
import type { Dialog } from './dialog.ts';
import { useSignedIn } from './me.ts';
import './top-bar.css';

export function TopBar({ open }: { open: (dialog: Dialog) => void }) {
  const { texts, say } = useSpeech();
  const { data: site } = useSiteInfo();
  return (
    <header className="top-bar">
      <Link to="/" className="bar-site">
        <strong>{site ? say(site.name) : texts.product}</strong>
        {site?.simulated && (
          <span className="demo" title={texts.shell.demoLong}>
            {texts.shell.demo}
          </span>
        )}
      </Link>
      <SiteTime />
      <OnDuty />
      <LeaveButton ask={() => open('leaveDesk')} />
      <OpenIncidents />
      <span className="push" />
      <AlarmCounts />
      <SoundState />
      <GatewayState />
      <Waiting />
      <BadgeChip />
      <button
        type="button"
        className="bar-icon"
        aria-label={texts.shell.search}
        onClick={() => open('search')}
      >
        <SearchOutlined />
      </button>
      <AccountMenu open={open} />
    </header>
  );
}

function SiteTime() {
  const now = useNow();
  const { time, date } = useSiteClock();
  const { texts } = useSpeech();
  const zone = useSiteInfo().data?.timezone ?? '';
  return (
    <div className="bar-time" title={texts.time.zone(zone)}>
      <span className="bar-clock">{time(now)}</span>
      <span className="dim">{date(now)}</span>
    </div>
  );
}

function AccountMenu({ open }: { open: (dialog: Dialog) => void }) {
  const { texts, language, say } = useSpeech();
  const { brightness } = usePreferences();
  const me = useSignedIn();
  const [isOpen, setIsOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useCloseOutside(place, isOpen, () => setIsOpen(false));
  const isDark = brightness === 'dark';
  const choose = (act: () => void) => () => {
    setIsOpen(false);
    act();
  };
  const signingOut: [string, () => void] = [texts.shell.signOut, () => void signOut()];
  const items: [string, () => void][] = [
    [texts.shell.language, () => setPreferences({ language: language === 'zh' ? 'en' : 'zh' })],
    [
      isDark ? texts.shell.light : texts.shell.dark,
      () => setPreferences({ brightness: isDark ? 'light' : 'dark' }),
    ],
    [texts.shell.help, () => open('help')],
    ...(me.terminal === undefined ? [signingOut] : []),
  ];
  return (
    <div className="account" ref={place}>
      <button
        type="button"
        className="bar-icon"
        aria-label={texts.shell.settings}
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <MenuOutlined />
      </button>
      {isOpen && (
        <div className="account-menu">
          <span className="account-name">
            {say(me.name)}{' '}
            <span className="dim">{me.terminal ? texts.badge.terminal : me.user}</span>
          </span>
          {items.map(([words, act]) => (
            <button type="button" key={words} onClick={choose(act)}>
              {words}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function useCloseOutside(
  place: React.RefObject<HTMLElement | null>,
  isOpen: boolean,
  close: () => void,
): void {
  useEffect(() => {
    if (!isOpen) return;
    const onPress = (event: PointerEvent) => {
      if (!place.current?.contains(event.target as Node)) close();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close();
    };
    window.addEventListener('pointerdown', onPress);
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('pointerdown', onPress);
      window.removeEventListener('keydown', onKey);
    };
  }, [place, isOpen, close]);
}
