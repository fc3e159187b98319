/** A priority by shape: one in twelve men cannot tell colours apart. A word stands beside it. */
import type { Priority } from '../../../api/contract.ts';
import { useSpeech } from '../../texts/language.tsx';

const SHAPES: Record<Priority, React.ReactNode> = {
  critical: <path d="M10 0.8 19.2 10 10 19.2 0.8 10Z" />,
  high: <path d="M10 1.2 19.4 18.2H0.6Z" />,
  medium: <circle cx="10" cy="10" r="8.4" />,
  low: <rect x="2.5" y="2.5" width="15" height="15" fill="none" strokeWidth="2.6" />,
};

export function PriorityMark(props: { priority: Priority; size?: number; calm?: boolean }) {
  const { priority, size = 18, calm = false } = props;
  const { texts } = useSpeech();
  const colour = calm ? 'var(--ink-3)' : 'var(--tone)';
  return (
    <svg
      data-priority={priority}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      role="img"
      aria-label={texts.priorityOf(texts.priority[priority])}
      style={{ flex: 'none', fill: colour, stroke: priority === 'low' ? colour : 'none' }}
    >
      {SHAPES[priority]}
    </svg>
  );
}
