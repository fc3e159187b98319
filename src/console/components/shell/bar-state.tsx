/** Whether the console itself can be trusted: its sound, the gateway's health, the data's age. */
import { SoundOutlined } from '@ant-design/icons';
import { useActionQueue } from '../../data/actions/actions.ts';
import { STALE_AFTER_MS, serverNow, useStreamAge } from '../../data/stream/link.ts';
import { useHeartbeat } from '../../data/stream/use-stream.ts';
import { enableSound, useSoundIsOn, useSoundTestedAt } from '../../sound/player.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useSiteClock } from '../marks/moment.tsx';

export function SoundState() {
  const { texts } = useSpeech();
  const isOn = useSoundIsOn();
  const testedAt = useSoundTestedAt();
  const { time } = useSiteClock();
  const enable = () => void enableSound(serverNow());
  if (!isOn) {
    return (
      <button type="button" className="button warning bar-sound-off" onClick={enable}>
        <SoundOutlined aria-hidden="true" />
        {texts.shell.soundOff}
        <span className="bar-wide">{texts.shell.soundEnable}</span>
      </button>
    );
  }
  const words =
    testedAt === undefined
      ? texts.shell.soundOn
      : `${texts.shell.soundOn} · ${texts.shell.soundTested(time(testedAt).slice(0, 5))}`;
  return (
    <button type="button" className="bar-pair bar-sound" onClick={enable}>
      <span className="dim">{texts.shell.sound}</span>
      <span>{words}</span>
    </button>
  );
}

export function GatewayState() {
  const { texts } = useSpeech();
  const heartbeat = useHeartbeat();
  const age = useStreamAge();
  const isOld = age === undefined || age > STALE_AFTER_MS;
  const isFailing = heartbeat?.health === 'failing';
  const health =
    heartbeat === undefined
      ? texts.shell.gatewayUnknown
      : isFailing
        ? `${texts.shell.gatewayFailing} · ${heartbeat.reasons.join(' ')}`
        : texts.shell.gatewayOk;
  const freshness =
    age === undefined
      ? texts.shell.dataNone
      : texts.shell.dataAge(texts.shell.seconds((age / 1_000).toFixed(1)));
  return (
    <div className="bar-pair bar-gateway" data-abnormal={isOld || isFailing}>
      <span>
        <span className="dim">{texts.shell.gateway}</span> {health}
      </span>
      <span>{freshness}</span>
    </div>
  );
}

/** Actions that could not be delivered yet; those on their way take a moment and are not shown. */
export function Waiting() {
  const { texts } = useSpeech();
  const { waiting, isStuck } = useActionQueue();
  return (
    <span className="bar-waiting" role="status">
      {isStuck ? texts.shell.waiting(waiting.length) : ''}
    </span>
  );
}
