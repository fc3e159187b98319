/** One field of the record. Each answer is saved by itself, at once: actions come before forms. */
import type { FieldDefinition } from '../../../api/contract.ts';
import { useSpeech } from '../../texts/language.tsx';
import { AheadField } from './ahead-field.tsx';
import { DecisionField } from './decision-field.tsx';
import { PersonField } from './person-field.tsx';
import { PhotoField } from './photo-field.tsx';
import { PlacesField } from './places-field.tsx';
import { NumberField, PeopleField, TextField, TimeField } from './plain-fields.tsx';
import {
  type FieldProps,
  type FieldValue,
  useFieldState,
  useStepScope,
  useStepWork,
} from './step-work.ts';

export function RecordField({ name }: { name: string }) {
  const { texts, say } = useSpeech();
  const { incident, step } = useStepScope();
  const work = useStepWork();
  const state = useFieldState(name);
  const definition = incident.recordFields[name];
  if (definition === undefined) return null;
  const label = say(definition.text);
  const save = (value: FieldValue) => work({ action: 'answer', fields: { [name]: value } }, label);
  return (
    <div className="record-field" data-answered={state.value !== undefined}>
      <p className="record-label">
        {label}
        <span className="dim">
          {definition.required && ` · ${texts.step.required}`}
          {definition.personal && ` · ${texts.step.personal}`}
          {state.isWaiting && ` · ${texts.step.waiting}`}
        </span>
      </p>
      {state.isHidden ? (
        <p className="dim">{texts.step.hidden}</p>
      ) : (
        <Input
          name={name}
          definition={definition}
          field={{ state, suggestion: step.suggestions[name], save }}
        />
      )}
    </div>
  );
}

interface InputProps {
  name: string;
  definition: FieldDefinition;
  field: FieldProps;
}

function Input({ name, definition, field }: InputProps) {
  const { say } = useSpeech();
  const label = say(definition.text);
  const { value } = field.state;
  switch (definition.type) {
    case 'choice':
      return (
        <DecisionField
          name={name}
          value={typeof value === 'string' ? value : undefined}
          choose={field.save}
        />
      );
    case 'number':
      return <NumberField {...field} label={label} />;
    case 'text':
      return <TextField {...field} label={label} />;
    case 'time':
      return definition.ahead ? (
        <AheadField {...field} label={label} />
      ) : (
        <TimeField {...field} label={label} />
      );
    case 'person':
      return <PersonField {...field} label={label} definition={definition} />;
    case 'people':
      return <PeopleField {...field} label={label} />;
    case 'photo':
      return <PhotoField {...field} label={label} />;
    case 'places':
      return <PlacesField {...field} label={label} />;
    default:
      return definition.type satisfies never;
  }
}
