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
import { NavLink } from 'react-router';
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
  return (
    <nav className="navigation" aria-label={texts.shell.menu}>
      {ways.map(({ to, page, icon }) => (
        <NavLink key={to} to={to} end={to === '/'} className="navigation-way">
          <span aria-hidden="true">{icon}</span>
          {texts.pages[page]}
        </NavLink>
      ))}
    </nav>
  );
}
