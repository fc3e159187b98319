/** A rule by what it finds; its id, by which engineers know it, stands small beside it. */
import type { CoverageRow } from '../../../api/contract.ts';
import { useSpeech } from '../../texts/language.tsx';
import './rule-name.css';

export function RuleName({ row }: { row: Pick<CoverageRow, 'rule' | 'what' | 'hazard'> }) {
  const { texts, say } = useSpeech();
  const { rule, what, hazard = '' } = row;
  if (what === undefined) return rule || (texts.hazard[hazard] ?? hazard);
  return (
    <>
      {say(what)} <span className="mono rule-id">{rule}</span>
    </>
  );
}
