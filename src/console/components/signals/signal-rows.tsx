/** Signals as rows: a bad one shows its reason and age in place of a value, on hatching. */
import type { KindInfo, SignalReading } from '../../../api/contract.ts';
import type { AssetSignals } from '../../data/queries.ts';
import { useNow } from '../../data/stream/link.ts';
import { describeAge } from '../../texts/durations.ts';
import { useSpeech } from '../../texts/language.tsx';
import { describeReading } from '../../texts/values.ts';
import type { Texts } from '../../texts/zh.ts';
import './signal-rows.css';

interface SignalRowsProps {
  kind: KindInfo | undefined;
  names: readonly string[];
  signals: AssetSignals;
}

export function SignalRows({ kind, names, signals }: SignalRowsProps) {
  // A derived signal bears the title of its source: then both say which they are.
  const titles = names.map((name) => kind?.signals[name]?.title.zh);
  const isShared = (name: string) => {
    const title = kind?.signals[name]?.title.zh;
    return title !== undefined && titles.filter((each) => each === title).length > 1;
  };
  return (
    <dl className="signal-rows">
      {names.map((name) => (
        <SignalRow
          key={name}
          name={name}
          isShared={isShared(name)}
          info={kind?.signals[name]}
          reading={signals[name]}
        />
      ))}
    </dl>
  );
}

interface SignalRowProps {
  name: string;
  isShared: boolean;
  info: KindInfo['signals'][string] | undefined;
  reading: SignalReading | undefined;
}

function SignalRow({ name, isShared, info, reading }: SignalRowProps) {
  const { texts, language, say } = useSpeech();
  const value = reading && describeReading(reading, info, { texts, language });
  const badWords = describeBad(reading, texts);
  const age = useAge(reading);
  return (
    <div>
      <dt>
        {info ? say(info.title) : name}
        {isShared && <span className="mono"> {name}</span>}
      </dt>
      <dd>
        {value === undefined ? (
          <span className="signal-bad hatched">
            <span className="hatched-label">{badWords}</span>
          </span>
        ) : (
          <>
            {value}
            {reading?.quality === 'uncertain' && <abbr title={texts.quality.uncertain}> ?</abbr>}
          </>
        )}
      </dd>
      <dd className="dim">{age}</dd>
    </div>
  );
}

function describeBad(reading: SignalReading | undefined, texts: Texts): string {
  if (reading === undefined) return texts.shell.dataNone;
  return texts.reason[reading.reason ?? ''] ?? reading.reason ?? texts.quality.bad;
}

/** Fresh data needs no age; what is older says how old. */
const FRESH_MS = 10_000;

function useAge(reading: SignalReading | undefined): string {
  const { texts } = useSpeech();
  const age = useNow() - (reading?.at ?? 0);
  if (reading === undefined || reading.at === 0 || age < FRESH_MS) return '';
  return describeAge(age, texts);
}
