/** A code that a phone reads to open an incident: at the address by which this browser came. */
import { lazy, Suspense } from 'react';
import { useSpeech } from '../../texts/language.tsx';

const QrCode = lazy(() => import('./qr-code.tsx'));

export function PhoneCode({ incident, sizePx }: { incident: string; sizePx: number }) {
  const { texts } = useSpeech();
  const path = `/incidents/${encodeURIComponent(incident)}`;
  const address = new URL(path, window.location.origin).href;
  return (
    <div style={{ width: sizePx, height: sizePx }}>
      <Suspense>
        <QrCode address={address} label={texts.phoneCode.label(address)} sizePx={sizePx} />
      </Suspense>
    </div>
  );
}
