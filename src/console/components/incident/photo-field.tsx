/** Photos: taken by the phone, stored by the gateway, then named in the record. */
import { useState } from 'react';
import { uploadPhoto } from '../../data/photos.ts';
import { useSpeech } from '../../texts/language.tsx';
import { type FieldProps, useStepScope } from './step-work.ts';

export function PhotoField({ state, save, label }: FieldProps & { label: string }) {
  const { texts } = useSpeech();
  const { incident } = useStepScope();
  const [isBusy, setIsBusy] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const photos = Array.isArray(state.value) ? state.value : [];
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    setIsBusy(true);
    setHasFailed(false);
    try {
      const photo = await uploadPhoto(incident.id, file, label);
      if (photo !== undefined) save([...photos, photo]);
    } catch {
      // Told below: the photo is still on the phone, and the person takes or sends it again.
      setHasFailed(true);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <div className="typed">
      <label className="button" aria-disabled={isBusy}>
        {isBusy ? texts.states.loading : texts.step.photo}
        <input
          className="sr-only"
          type="file"
          accept="image/jpeg,image/png,image/webp"
          capture="environment"
          aria-label={label}
          disabled={isBusy}
          onChange={({ target }) => void take(target.files?.[0])}
        />
      </label>
      {photos.length > 0 && <span>{texts.step.photos(photos.length)}</span>}
      {hasFailed && (
        <span role="alert" className="photo-failed">
          {texts.step.photoFailed}
        </span>
      )}
    </div>
  );
}
