/**
 * Waveshare Modbus RTU IO 8CH: eight isolated inputs as discrete inputs 0 to 7 (function 02), input
 * 1 at address 0. It knows closed and open; what a contact means is a matter of its wiring.
 */
import { type Contact, isActive } from '../models/contact.ts';
import { createModbusFace, type ModbusFace } from './modbus-face.ts';
import type { Table } from './register-table.ts';

const CHANNELS = 8;

/** A contact on one of the module's inputs. */
export interface WiredContact {
  contact: Contact;
  /** Counted from one. */
  channel: number;
  normally: 'open' | 'closed';
}

export function createWaveshareIo8ch(wired: readonly WiredContact[]): ModbusFace {
  const table: Table = { start: 0, values: new Uint16Array(CHANNELS) };
  return createModbusFace({
    tables: { discretes: [table] },
    revision: () => wired.reduce((sum, { contact }) => sum + contact.revision, 0),
    encode: () => {
      for (const { contact, channel, normally } of wired) {
        const isClosed = isActive(contact) !== (normally === 'closed');
        table.values[channel - 1] = isClosed ? 1 : 0;
      }
    },
  });
}
