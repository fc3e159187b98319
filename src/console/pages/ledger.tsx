/** How long the incidents of a period took, stage by stage: a table for each playbook. */
import { useState } from 'react';
import { PlaybookLedger } from '../components/ledger/playbook-ledger.tsx';
import { PeriodChoice } from '../components/marks/period-choice.tsx';
import { Empty, Loaded } from '../components/states/loaded.tsx';
import { useLedger } from '../data/queries.ts';
import { useSpeech } from '../texts/language.tsx';

export default function LedgerPage() {
  const { texts } = useSpeech();
  const words = texts.ledger;
  const [days, setDays] = useState<keyof typeof words.days>(90);
  return (
    <div className="page">
      <header className="page-head">
        <h1>{words.title}</h1>
        <PeriodChoice label={words.period} words={words.days} days={days} choose={setDays} />
      </header>
      <Loaded of={useLedger(days)}>
        {({ playbooks }) =>
          playbooks.length === 0 ? (
            <Empty title={words.empty} detail={words.emptyDetail} />
          ) : (
            <>
              <p className="dim">
                {words.counted} {words.ranked}
              </p>
              {playbooks.map((figures) => (
                <PlaybookLedger key={figures.playbook} figures={figures} />
              ))}
            </>
          )
        }
      </Loaded>
    </div>
  );
}
