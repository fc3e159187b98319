/** Photos go up at once or not at all: they are too large to wait in the browser's queue. */
import type { AttachmentInfo } from '../../api/contract.ts';
import { call } from './client.ts';
import { routes } from './routes.ts';

/** Resolves to the id under which the record names it. */
export async function uploadPhoto(incident: string, file: Blob): Promise<string> {
  const stored = await call<AttachmentInfo>(routes.attachments(incident), { method: 'POST', file });
  return stored.id;
}
