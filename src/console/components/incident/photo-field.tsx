/** Photos: taken by the phone, stored by the gateway, then named in the record. */
import { useState } from 'react';
import { type PhotoFailure, photoFailure, uploadPhoto } from '../../data/photos.ts';
import { useSpeech } from '../../texts/language.tsx';
import { type FieldProps, useStepScope } from './step-work.ts';

export function PhotoField({ state, save, label }: FieldProps & { label: string }) {
  const { texts } = useSpeech();
  const { incident } = useStepScope();
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<PhotoFailure>();
  const photos = Array.isArray(state.value) ? state.value : [];
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    setIsBusy(true);
    setFailure(undefined);
    try {
      const photo = await uploadPhoto(incident.id, file, label);
      if (photo !== undefined) save([...photos, photo]);
    } catch (error) {
      // Told below: the photo is still on the phone, and the person takes or sends it again.
      setFailure(photoFailure(error));
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
      {failure !== undefined && (
        <span role="alert" className="photo-failed">
          {texts.step.photoFailed[failure]}
        </span>
      )}
    </div>
  );
}
