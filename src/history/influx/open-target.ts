/** Which of the two ways of writing the settings ask for. Only that one is loaded. */
import type { InfluxSettings } from '../settings.ts';
import type { InfluxTarget } from './target.ts';

/** `secret`: the content of the password or token file. Opens no connection yet. */
export async function openTarget(
  settings: InfluxSettings,
  secret: string | undefined,
): Promise<InfluxTarget> {
  if (settings.bucket === undefined) {
    const { openInfluxV1 } = await import('./influx-v1.ts');
    return openInfluxV1(settings, secret);
  }
  const { openInfluxV2 } = await import('./influx-v2.ts');
  return openInfluxV2(settings, secret);
}
