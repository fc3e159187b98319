/** Reasons why a playbook might not work, and what to do about each. */
import type { ReadinessInfo } from '../../../api/contract.ts';
import { useSpeech } from '../../texts/language.tsx';
import './finding-list.css';

export function FindingList({ findings }: { findings: readonly ReadinessInfo[] }) {
  const { say } = useSpeech();
  return (
    <ul className="readiness">
      {findings.map(({ what, do: remedy }) => (
        <li key={say(what)}>
          {say(what)}
          <span className="dim"> · {say(remedy)}</span>
        </li>
      ))}
    </ul>
  );
}
