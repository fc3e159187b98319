/** Areas and assets by their names: those chosen as chips, another one from the list. */
import { CloseOutlined } from '@ant-design/icons';
import { useAssets, useSite } from '../../data/queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import { usePlaceNames } from '../marks/names.ts';
import type { FieldProps } from './step-work.ts';

export function PlacesField({ state, save, label }: FieldProps & { label: string }) {
  const { texts } = useSpeech();
  const namesOf = usePlaceNames();
  const chosen = Array.isArray(state.value) ? state.value : [];
  // The record takes no empty list: the last one goes only when another has come.
  const mayRemove = chosen.length > 1;
  const remove = (place: string) => save(chosen.filter((each) => each !== place));
  return (
    <fieldset className="bare-fieldset people-field" aria-label={label}>
      <div className="chips">
        {chosen.map((place) =>
          mayRemove ? (
            <button
              key={place}
              type="button"
              className="chip chosen"
              aria-label={texts.places.remove(namesOf([place]))}
              onClick={() => remove(place)}
            >
              {namesOf([place])}
              <CloseOutlined aria-hidden="true" />
            </button>
          ) : (
            <span key={place} className="chip chosen">
              {namesOf([place])}
            </span>
          ),
        )}
      </div>
      <PlacePicker chosen={chosen} add={(place) => save([...chosen, place])} />
    </fieldset>
  );
}

interface PlacePickerProps {
  chosen: readonly string[];
  add: (place: string) => void;
}

function PlacePicker({ chosen, add }: PlacePickerProps) {
  const { texts, say } = useSpeech();
  const words = texts.places;
  const groups = [
    [words.areas, useSite().data?.areas ?? []],
    [words.assets, useAssets().data ?? []],
  ] as const;
  return (
    <select
      className="input"
      aria-label={words.add}
      value=""
      onChange={({ target }) => add(target.value)}
    >
      <option value="" disabled>
        {words.add}
      </option>
      {groups.map(([title, places]) => (
        <optgroup key={title} label={title}>
          {places
            .filter(({ id }) => !chosen.includes(id))
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {say(name)}
              </option>
            ))}
        </optgroup>
      ))}
    </select>
  );
}
