/** Who holds which role now, and the shifts as the roster has them. */
import { Link } from 'react-router';
import type { DutyInfo } from '../../api/contract.ts';
import { AwayPanel } from '../components/away/away-panel.tsx';
import { PinPanel } from '../components/duty/pin-panel.tsx';
import { ReadinessPanel } from '../components/duty/readiness-panel.tsx';
import { TerminalsPanel } from '../components/duty/terminals-panel.tsx';
import { usePersonName, useRoleName } from '../components/marks/names.ts';
import { useMay } from '../components/shell/me.ts';
import { Empty, Loaded } from '../components/states/loaded.tsx';
import { useDuty, useSite } from '../data/queries.ts';
import { useSpeech } from '../texts/language.tsx';

export default function DutyPage() {
  const { texts } = useSpeech();
  const duty = useDuty();
  const mayPrint = useMay('engineer');
  return (
    <div className="page">
      <header className="page-head">
        <h1>{texts.duty.title}</h1>
        {mayPrint && (
          <Link to="/duty/codes" className="button push">
            {texts.arrivalCodes.title}
          </Link>
        )}
      </header>
      <Loaded of={duty}>
        {(info) => (
          <>
            <AwayPanel away={info.away} />
            <OnDutyNow duty={info} />
            <ReadinessPanel />
            <Shifts duty={info} />
          </>
        )}
      </Loaded>
      <PinPanel />
      <TerminalsPanel />
    </div>
  );
}

function OnDutyNow({ duty }: { duty: DutyInfo }) {
  const { texts, say } = useSpeech();
  const words = texts.duty;
  const known = useSite().data?.roles ?? {};
  const roles = [...new Set([...Object.keys(known), ...Object.keys(duty.now)])];
  const roleName = useRoleName();
  return (
    <section className="panel" aria-labelledby="now-title">
      <header className="panel-head">
        <h2 id="now-title">{words.now}</h2>
      </header>
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{words.role}</th>
            <th scope="col">{words.people}</th>
          </tr>
        </thead>
        <tbody>
          {roles.map((role) => (
            <tr key={role}>
              <td>{roleName(role)}</td>
              <td>
                {duty.now[role]?.map(({ name }) => say(name)).join(' · ') || (
                  <span className="tag abnormal">{words.nobody}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Shifts({ duty }: { duty: DutyInfo }) {
  const { texts } = useSpeech();
  const words = texts.duty;
  if (duty.shifts.length === 0) return <Empty title={words.empty} />;
  return duty.shifts.map((shift) => <Shift key={shift.shift} shift={shift} />);
}

function Shift({ shift }: { shift: DutyInfo['shifts'][number] }) {
  const { texts, say } = useSpeech();
  const words = texts.duty;
  const personName = usePersonName();
  const roleName = useRoleName();
  return (
    <section className="panel" aria-label={say(shift.name)}>
      <header className="panel-head">
        <h2>{say(shift.name)}</h2>
        <span className="dim">
          {shift.from}–{shift.to}
        </span>
      </header>
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{words.role}</th>
            <th scope="col">{words.people}</th>
            <th scope="col">{words.standIns}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(shift.on).map(([role, people]) => (
            <tr key={role}>
              <td>{roleName(role)}</td>
              <td>{people.map(personName).join(' · ')}</td>
              <td className="dim">{shift.standIns[role]?.map(personName).join(' · ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
