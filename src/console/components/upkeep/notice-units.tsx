/** Home by home: who does not know yet is ticked off by whoever has told them. */
import { useState } from 'react';
import type { NoticeInfo, UnitNoticeInfo } from '../../../api/contract.ts';
import { type NoticeWay, tellUnits } from '../../data/actions/work-actions.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useSiteClock } from '../marks/moment.tsx';
import { usePersonName } from '../marks/names.ts';
import { useMay } from '../shell/me.ts';

const WAYS: readonly NoticeWay[] = ['phone', 'door', 'posted'];

function knows({ state }: UnitNoticeInfo): boolean {
  return state === 'delivered' || state === 'told';
}

export function UntoldUnits({ notice }: { notice: NoticeInfo }) {
  const { texts } = useSpeech();
  const mayWork = useMay('operator');
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const untold = notice.units.filter((unit) => !knows(unit));
  if (untold.length === 0) return null;
  const words = texts.notices;
  // What was ticked may have become known by a channel meanwhile.
  const chosen = untold.map(({ unit }) => unit).filter((unit) => ticked.includes(unit));
  const tick = (unit: string, isOn: boolean) =>
    setTicked(isOn ? [...chosen, unit] : chosen.filter((each) => each !== unit));
  const tell = (via: NoticeWay) => {
    void tellUnits(notice, { units: chosen, via }, `${words.told[via]} · ${chosen.length}`);
    setTicked([]);
  };
  return (
    <fieldset className="bare-fieldset untold" aria-label={words.toTell(untold.length)}>
      <strong>{words.toTell(untold.length)}</strong>
      {mayWork && untold.length > 1 && (
        <Tick
          label={words.all}
          isOn={chosen.length === untold.length}
          turn={(isOn) => setTicked(isOn ? untold.map(({ unit }) => unit) : [])}
        />
      )}
      <div className="units">
        {untold.map((unit) =>
          mayWork ? (
            <UnitTick
              key={unit.unit}
              unit={unit}
              isOn={chosen.includes(unit.unit)}
              turn={(isOn) => tick(unit.unit, isOn)}
            />
          ) : (
            <UnitLine key={unit.unit} unit={unit} />
          ),
        )}
      </div>
      {mayWork && (
        <div className="chips">
          {WAYS.map((via) => (
            <button
              key={via}
              type="button"
              className="button"
              disabled={chosen.length === 0}
              onClick={() => tell(via)}
            >
              {words.told[via]}
            </button>
          ))}
        </div>
      )}
    </fieldset>
  );
}

interface TickProps {
  isOn: boolean;
  turn: (isOn: boolean) => void;
}

function UnitTick({ unit, ...tick }: TickProps & { unit: UnitNoticeInfo }) {
  const { texts, say } = useSpeech();
  return <Tick label={say(unit.name)} note={texts.notices.state[unit.state]} {...tick} />;
}

function Tick({ label, note, isOn, turn }: TickProps & { label: string; note?: string }) {
  return (
    <label className="unit-tick">
      <input type="checkbox" checked={isOn} onChange={({ target }) => turn(target.checked)} />
      <span>
        {label} {note && <span className="dim">{note}</span>}
      </span>
    </label>
  );
}

export function EveryUnit({ notice }: { notice: NoticeInfo }) {
  const { texts } = useSpeech();
  if (notice.units.length === 0) return null;
  return (
    <details className="every-unit">
      <summary>{texts.notices.everyUnit}</summary>
      <div className="units">
        {notice.units.map((unit) => (
          <UnitLine key={unit.unit} unit={unit} />
        ))}
      </div>
    </details>
  );
}

function UnitLine({ unit: { name, state, at, via, by } }: { unit: UnitNoticeInfo }) {
  const { texts, say } = useSpeech();
  const { time } = useSiteClock();
  const personName = usePersonName();
  const words = texts.notices;
  const how = [
    words.state[state],
    via && words.via[via],
    at !== undefined && time(at).slice(0, 5),
    by && personName(by),
  ];
  return (
    <p className="unit-line">
      {say(name)} <span className="dim">{how.filter(Boolean).join(' · ')}</span>
    </p>
  );
}
