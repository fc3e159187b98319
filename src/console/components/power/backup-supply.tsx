/** What stands ready when the utility fails: generator and UPS, in a few words. */
import type { AssetInfo } from '../../../api/contract.ts';
import { knownBool, knownNumber } from '../../data/known-value.ts';
import { useSignals } from '../../data/queries.ts';
import { useSpeech } from '../../texts/language.tsx';

export function BackupSupply({ assets }: { assets: readonly AssetInfo[] }) {
  const generators = assets.filter(({ kind }) => kind === 'generator');
  const upses = assets.filter(({ kind }) => kind === 'ups');
  return (
    <span className="backup">
      {generators.map(({ id }) => (
        <Generator key={id} id={id} />
      ))}
      {upses.map(({ id }) => (
        <Ups key={id} id={id} />
      ))}
    </span>
  );
}

function Generator({ id }: { id: string }) {
  const { texts } = useSpeech();
  const signals = useSignals(id);
  const running = knownBool(signals, 'running');
  const auto = knownBool(signals, 'auto');
  if (running) return <span className="abnormal">{texts.power.generatorRunning}</span>;
  if (auto === false) return <span className="abnormal">{texts.power.generatorManual}</span>;
  const word = auto ? texts.power.generatorAuto : `${texts.power.generator} ${texts.power.unknown}`;
  return <span>{word}</span>;
}

function Ups({ id }: { id: string }) {
  const { texts } = useSpeech();
  const signals = useSignals(id);
  const charge = knownNumber(signals, 'charge');
  const minutes = knownNumber(signals, 'runtimeMinutes');
  const onBattery = knownBool(signals, 'onBattery');
  const words = texts.power.ups(
    charge === undefined ? texts.power.unknown : `${Math.round(charge)} %`,
    minutes === undefined ? texts.power.unknown : `${Math.round(minutes)} min`,
  );
  if (!onBattery) return <span>{words}</span>;
  return (
    <span className="abnormal">
      {texts.power.upsBattery} · {words}
    </span>
  );
}
