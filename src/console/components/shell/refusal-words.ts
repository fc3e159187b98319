/** A refusal in the reader's language: by its code, and by what it says is missing or was first. */
import type { Problem } from '../../../api/contract.ts';
import type { Action } from '../../data/actions/action-queue.ts';
import { useKnownIncident } from '../../data/queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useMissingWords } from '../incident/missing-words.ts';
import { useSiteClock } from '../marks/moment.tsx';
import { usePersonName, useRoleName } from '../marks/names.ts';

export interface RefusalWords {
  words: string;
  /** The gateway's own sentence, in English, where the words alone do not say what was wrong. */
  detail?: string;
}

export function useRefusalWords(action: Action, problem: Problem): RefusalWords {
  const { texts, say } = useSpeech();
  const specific = useSpecificWords(action, problem);
  if (problem.held !== undefined) {
    return { words: texts.colon(texts.step.held, say(problem.held)) };
  }
  if (specific !== undefined) return { words: specific };
  const detail = problem.detail ?? problem.title;
  return { words: texts.refusal.code[problem.code], detail };
}

function useSpecificWords(action: Action, problem: Problem): string | undefined {
  const { texts } = useSpeech();
  const [what, id = '', step] = action.subject.split('/');
  const incident = useKnownIncident(what === 'incident' ? id : '');
  const missingWords = useMissingWords(incident);
  const personName = usePersonName();
  const roleName = useRoleName();
  const { time } = useSiteClock();
  const words = texts.refusal;
  const { code, first, missing, status } = problem;
  const list = missing && texts.list(...missing.map(missingWords));
  if (code === 'unauthenticated' && action.by !== undefined) return words.noBadge;
  if (code === 'too-large' && status === QUEUE_FULL) return words.queueFull;
  if (code === 'incomplete' && list) return words.missing(list);
  if (code === 'conflict') {
    // A step that is not due says which come first; none, where its condition is not true.
    if (missing !== undefined) return list ? words.notDueUntil(list) : words.notDue;
    return first?.by === undefined
      ? words.changed
      : words.first(personName(first.by), time(first.at));
  }
  if (what === 'duty' && code === 'invalid') return words.notAway;
  if (code !== 'forbidden') return undefined;
  if (what === 'notification') return words.notTold;
  const { do: kind, by = [] } = incident?.steps.find(({ key }) => key === step) ?? {};
  if (kind !== 'approve' || by.length === 0) return undefined;
  return words.onlyRoles(texts.list(...by.map(roleName)));
}

/** The browser's own queue had no room: this was never sent. */
const QUEUE_FULL = 429;
