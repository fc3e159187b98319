/** The ledger of actions: what is to be put right, by whom, until when, and who looks at it. */
import { useActions } from '../../data/work-queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import { Empty, Loaded } from '../states/loaded.tsx';
import { ActionList } from './action-list.tsx';
import { AddActionButton } from './add-action-button.tsx';

export function ActionsSection() {
  const { texts } = useSpeech();
  const actions = useActions();
  const words = texts.actions;
  return (
    <>
      <AddActionButton />
      <Loaded of={actions}>
        {(list) =>
          list.length === 0 ? (
            <Empty title={words.empty} detail={words.emptyDetail} />
          ) : (
            <section className="panel" aria-label={words.title}>
              <ActionList actions={list} namesIncident />
            </section>
          )
        }
      </Loaded>
    </>
  );
}
