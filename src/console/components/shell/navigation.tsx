/** The ways to the other pages: a rail beside the page, on a phone a bar below it. */
import {
  ApartmentOutlined,
  BellOutlined,
  DashboardOutlined,
  ExperimentOutlined,
  EyeOutlined,
  FieldTimeOutlined,
  FlagOutlined,
  ProfileOutlined,
  SafetyCertificateOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import { useEffect, useRef } from 'react';
import { Link, useLocation, useMatch } from 'react-router';
import { useKnownIncident } from '../../data/queries.ts';
import { useSiteInfo } from '../../data/session.ts';
import { useSpeech } from '../../texts/language.tsx';
import './navigation.css';

const WAYS = [
  { to: '/', page: 'wall', icon: <DashboardOutlined /> },
  { to: '/alarms', page: 'alarms', icon: <BellOutlined /> },
  { to: '/incidents', page: 'incidents', icon: <FlagOutlined /> },
  { to: '/work', page: 'work', icon: <ProfileOutlined /> },
  { to: '/duty', page: 'duty', icon: <TeamOutlined /> },
  { to: '/readiness', page: 'readiness', icon: <SafetyCertificateOutlined /> },
  { to: '/coverage', page: 'coverage', icon: <EyeOutlined /> },
  { to: '/devices', page: 'devices', icon: <ApartmentOutlined /> },
  { to: '/ledger', page: 'ledger', icon: <FieldTimeOutlined /> },
  { to: '/simulation', page: 'simulation', icon: <ExperimentOutlined /> },
] as const;

export function Navigation() {
  const { texts } = useSpeech();
  const isSimulated = useSiteInfo().data?.simulated ?? false;
  const ways = WAYS.filter(({ page }) => page !== 'simulation' || isSimulated);
  const shown = useShownWay();
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    const way = bar.current?.querySelector(`[href="${shown}"]`);
    // On a phone the bar is longer than the screen.
    way?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [shown]);
  return (
    <nav className="navigation" aria-label={texts.shell.menu} ref={bar}>
      {ways.map(({ to, page, icon }) => (
        <Link
          key={to}
          to={to}
          className="navigation-way"
          aria-current={to === shown ? 'page' : undefined}
        >
          <span aria-hidden="true">{icon}</span>
          {texts.pages[page]}
        </Link>
      ))}
    </nav>
  );
}

/** What is planned, and checks, stand on the list of work, though worked like incidents. */
function useShownWay(): string {
  const { pathname } = useLocation();
  const id = useMatch('/incidents/:id')?.params.id ?? '';
  const isWork = useKnownIncident(id)?.about !== undefined;
  const [, first = ''] = pathname.split('/');
  return isWork ? '/work' : `/${first}`;
}
