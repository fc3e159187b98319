/** What the webhook's receiver was told. */
import type { Received, Receiver } from '../notify/receiver.ts';
import { type Patience, waitFor } from '../support/wait.ts';

export interface Message {
  id: string;
  notification: string;
  template: string;
  priority: string;
  role: string;
  incident: string | null;
  recipient: { person: string };
  possiblyRepeat: boolean;
  simulated: boolean;
  text: { zh: string; en: string };
}

export function messagesOf({ received }: Receiver): Message[] {
  return received.map(({ body }) => JSON.parse(body) as Message);
}

/** The first message that fits, with the request that brought it. */
export async function waitForMessage(
  receiver: Receiver,
  what: Partial<Message>,
  patience: Patience = {},
): Promise<{ message: Message; request: Received }> {
  const fits = (message: Message) =>
    Object.entries(what).every(([key, value]) => message[key as keyof Message] === value);
  return await waitFor(
    () => `${JSON.stringify(what)} among ${messagesOf(receiver).map(({ text }) => text.en)}`,
    () => {
      const index = messagesOf(receiver).findIndex(fits);
      const request = receiver.received[index];
      return request && { message: messagesOf(receiver)[index]!, request };
    },
    patience,
  );
}
