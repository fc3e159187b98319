/** Takes the incident along: the code is drawn when somebody asks for it. */
import { useState } from 'react';
import { useSpeech } from '../../texts/language.tsx';
import { PhoneCode } from '../marks/phone-code.tsx';
import './phone-link.css';

const SIZE_PX = 200;

export function PhoneLink({ incident }: { incident: string }) {
  const { texts } = useSpeech();
  const [isShown, setIsShown] = useState(false);
  return (
    <div className="phone-link">
      <button
        type="button"
        className="button"
        aria-expanded={isShown}
        onClick={() => setIsShown(!isShown)}
        onBlur={() => setIsShown(false)}
      >
        {texts.phoneCode.show}
      </button>
      {isShown && (
        <div className="phone-link-sheet">
          <PhoneCode incident={incident} sizePx={SIZE_PX} />
          <p className="dim">{texts.phoneCode.scan}</p>
        </div>
      )}
    </div>
  );
}
