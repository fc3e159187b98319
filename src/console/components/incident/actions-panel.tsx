/** What is to be put right because of this incident, and adding to it. */
import { useActions } from '../../data/work-queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import { Loaded } from '../states/loaded.tsx';
import { ActionList } from '../upkeep/action-list.tsx';
import { AddActionButton } from '../upkeep/add-action-button.tsx';

export function ActionsPanel({ incident }: { incident: string }) {
  const { texts } = useSpeech();
  const actions = useActions(incident);
  return (
    <section className="panel" aria-labelledby="actions-title">
      <header className="panel-head">
        <h2 id="actions-title">{texts.actions.title}</h2>
        <AddActionButton incident={incident} />
      </header>
      <Loaded of={actions}>
        {(list) =>
          list.length === 0 ? (
            <p className="dim">{texts.actions.empty}</p>
          ) : (
            <ActionList actions={list} />
          )
        }
      </Loaded>
    </section>
  );
}
