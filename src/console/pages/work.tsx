/** The work before and after emergencies: checks, what is planned, notices, actions. */
import { Link, useSearchParams } from 'react-router';
import { ActionsSection } from '../components/upkeep/actions-section.tsx';
import { ChecksSection } from '../components/upkeep/checks-section.tsx';
import { NoticesSection } from '../components/upkeep/notices-section.tsx';
import { PlannedSection } from '../components/upkeep/planned-section.tsx';
import { useSpeech } from '../texts/language.tsx';
import './work.css';

const SECTIONS = {
  checks: ChecksSection,
  planned: PlannedSection,
  notices: NoticesSection,
  actions: ActionsSection,
} as const;
type Section = keyof typeof SECTIONS;
const NAMES = Object.keys(SECTIONS) as Section[];

export default function WorkPage() {
  const { texts } = useSpeech();
  const [address] = useSearchParams();
  const shown = NAMES.find((name) => name === address.get('tab')) ?? 'checks';
  const Shown = SECTIONS[shown];
  return (
    <div className="page">
      <header className="page-head">
        <h1>{texts.pages.work}</h1>
        <nav className="chips work-tabs" aria-label={texts.work.sections}>
          {NAMES.map((name) => (
            <Link
              key={name}
              to={`/work?tab=${name}`}
              className="chip"
              aria-current={name === shown ? 'page' : undefined}
            >
              {texts.work.section[name]}
            </Link>
          ))}
        </nav>
      </header>
      <Shown />
    </div>
  );
}
