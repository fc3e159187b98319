/**
 * What `config/gateway.yaml` says of the embedded broker (`broker:`), and the credentials file
 * that it names. Shapes only: nothing here opens a file or a socket.
 */
import { z } from 'zod';
import { isPassword } from './passwords.ts';
import { isTopicFilter } from './topic-filter.ts';

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

export const brokerSchema = z
  .strictObject({
    host: z
      .string()
      .min(1)
      .default('127.0.0.1')
      .meta({ description: 'address to listen on; 0.0.0.0: every network of this machine' }),
    port: z
      .int()
      .min(0)
      .max(65_535)
      .default(1883)
      .meta({ description: '0: any free port, printed at the start' }),
    credentials: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'file with the accounts; without it anybody on this machine may in' }),
  })
  .refine((broker) => LOOPBACK.test(broker.host) || broker.credentials !== undefined, {
    path: ['credentials'],
    message: 'a broker that others on the network reach needs accounts; name a credentials file',
  });

const filterSchema = z
  .string()
  .refine(isTopicFilter, 'expected a topic filter such as zigbee2mqtt/# or tele/+/SENSOR');

const accountSchema = z.strictObject({
  username: z.string({ error: 'expected text: quote it' }).min(1),
  password: z
    .string({ error: 'expected text: quote it' })
    .refine(isPassword, 'expected scrypt:N:r:p:salt:hash or a plain password; see src/broker'),
  publish: z.array(filterSchema).default([]),
  subscribe: z.array(filterSchema).default([]),
});

/** The credentials file: one account a list entry; what it does not name, it may not do. */
export const credentialsSchema = z
  .array(accountSchema)
  .min(1)
  .superRefine((accounts, context) => {
    const seen = new Set<string>();
    for (const [i, { username }] of accounts.entries()) {
      if (seen.has(username)) {
        context.addIssue({ code: 'custom', path: [i, 'username'], message: 'named twice' });
      }
      seen.add(username);
    }
  });

export type Account = z.infer<typeof accountSchema>;
