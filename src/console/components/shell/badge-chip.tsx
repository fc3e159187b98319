/** Who is remembered at the duty terminal, and for how long; a tap forgets them. */
import { forgetBadge, useBadge } from '../../data/badge.ts';
import { useNow } from '../../data/stream/link.ts';
import { usePeople } from '../../data/terminals.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useSignedIn } from './me.ts';

export function BadgeChip() {
  const { terminal } = useSignedIn();
  return terminal && <AtTerminal />;
}

/** The people are loaded before anybody is asked: the gateway may be out of reach by then. */
function AtTerminal() {
  const { data: people } = usePeople();
  const { say } = useSpeech();
  const { remembered } = useBadge();
  if (remembered === undefined) return null;
  const person = people?.find(({ id }) => id === remembered.person);
  return <Chip name={person ? say(person.name) : remembered.person} until={remembered.until} />;
}

function Chip({ name, until }: { name: string; until: number }) {
  const { texts } = useSpeech();
  const now = useNow(250);
  const left = Math.max(0, Math.floor((until - now) / 1_000));
  return (
    <button
      type="button"
      className="button bar-badge"
      title={texts.badge.forget(name)}
      onClick={forgetBadge}
    >
      {texts.badge.chip(name, left)}
    </button>
  );
}
