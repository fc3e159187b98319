/** What residents and shops were told, and how each of them came to know. */
import type { MessageParameter } from '../duty/events.ts';

export type NoticeEvents = {
  /** Its messages are requested by the next event; a unit without a channel is told by hand. */
  'notice-issued': {
    notice: string;
    incident: string;
    step: string;
    template: string;
    parameters: Record<string, MessageParameter>;
    places: readonly string[];
    units: readonly { unit: string; channels: readonly string[] }[];
  };
  /** Somebody told them: by telephone, at the door, or by what he posted. */
  'units-told': { notice: string; incident: string; units: readonly string[]; via: NoticeWay };
  /** Somebody looked up who lives alone or depends on a device (`practice.md` P-52). */
  'vulnerable-opened': { incident: string };
};

export const NOTICE_WAYS = ['phone', 'door', 'posted'] as const;
export type NoticeWay = (typeof NOTICE_WAYS)[number];
