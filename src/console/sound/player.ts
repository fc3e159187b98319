/** Plays tones with Web Audio. A browser stays mute until somebody has touched the page. */
import { useSyncExternalStore } from 'react';
import { type SoundPlan, TONES, type Tone } from './tones.ts';

const VOLUME = 0.6;
const FULL_VOLUME = 1;
/** Edges of a pulse: a hard edge clicks. */
const EDGE_S = 0.012;
/** Between the rounds of one cycle. */
const ROUND_PAUSE_MS = 250;

let context: AudioContext | undefined;
let plan: SoundPlan | undefined;
let volume = VOLUME;
let timer: number | undefined;
let testedAt: number | undefined;
const listeners = new Set<() => void>();

export function useSoundIsOn(): boolean {
  return useSyncExternalStore(subscribe, () => context?.state === 'running');
}

export function useSoundTestedAt(): number | undefined {
  return useSyncExternalStore(subscribe, () => testedAt);
}

/** To be called from a gesture; sounds once, so that one hears that it works. */
export async function enableSound(now: number): Promise<void> {
  const audio = openAudio();
  await audio.resume();
  play(audio, TONES.high, audio.currentTime);
  testedAt = now;
  restart();
  tell();
}

/** Some browsers and kiosks allow sound without a gesture: then it is on from the start. */
export function tryEnableSound(): void {
  const audio = openAudio();
  if (audio.state === 'running') tell();
}

/** What sounds from now on, until told otherwise. */
export function setSoundPlan(next: SoundPlan | undefined): void {
  const isSame = next?.tone === plan?.tone && next?.rounds === plan?.rounds;
  plan = next;
  if (!isSame) restart();
}

/** As loud as the device can, for who is away from the desk. */
export function setFullVolume(isFull: boolean): void {
  const next = isFull ? FULL_VOLUME : VOLUME;
  if (next === volume) return;
  volume = next;
  restart();
}

function openAudio(): AudioContext {
  if (context !== undefined) return context;
  context = new AudioContext();
  context.onstatechange = () => {
    restart();
    tell();
  };
  return context;
}

function restart(): void {
  window.clearInterval(timer);
  timer = undefined;
  if (plan === undefined || context?.state !== 'running') return;
  playPlan(plan, context);
  const { tone, rounds } = plan;
  const length = rounds * (lengthMs(tone) + ROUND_PAUSE_MS);
  timer = window.setInterval(cycle, Math.max(tone.everyMs, length));
}

function cycle(): void {
  if (plan !== undefined && context !== undefined) playPlan(plan, context);
}

function playPlan({ tone, rounds }: SoundPlan, audio: AudioContext): void {
  for (let round = 0; round < rounds; round++) {
    const offsetMs = round * (lengthMs(tone) + ROUND_PAUSE_MS);
    play(audio, tone, audio.currentTime + offsetMs / 1_000);
  }
}

function play(audio: AudioContext, tone: Tone, from: number): void {
  let at = from + 0.02;
  for (const { frequencyHz, lengthMs: length, pauseMs } of tone.pulses) {
    const oscillator = audio.createOscillator();
    const gain = audio.createGain();
    const until = at + length / 1_000;
    oscillator.type = 'triangle';
    oscillator.frequency.value = frequencyHz;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(volume, at + EDGE_S);
    gain.gain.setValueAtTime(volume, until - EDGE_S);
    gain.gain.linearRampToValueAtTime(0, until);
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(at);
    oscillator.stop(until);
    at = until + pauseMs / 1_000;
  }
}

function lengthMs({ pulses }: Tone): number {
  return pulses.reduce((sum, { lengthMs: length, pauseMs }) => sum + length + pauseMs, 0);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
