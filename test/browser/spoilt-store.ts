import type { Store } from '../../hub/index.ts';
import type { Prompt } from '../../protocol/index.ts';

/** Makes of a hub's prompt what no hub of ours sends: one of another version, or gone wrong. */
export type Spoil = (prompt: Prompt) => object;

/** A store whose prompts reach the terminals as `spoil` leaves them. */
export function spoiltStore(own: Store, spoil: Spoil): Store {
  return {
    start: () => own.start(),
    stop: () => own.stop(),
    async submit(command) {
      const outcome = await own.submit(command);
      if (command.kind === 'service.record') spoilIn(outcome, spoil);
      return outcome;
    },
    async query(query) {
      const answer = await own.query(query);
      if (query.kind === 'desiredState') spoilIn({ invitation: answer }, spoil);
      return answer;
    },
    get queued() {
      return own.queued;
    },
  };
}

function spoilIn(outcome: unknown, spoil: Spoil): void {
  const { invitation } = outcome as { invitation?: { prompt: Prompt | null } | null };
  if (invitation?.prompt) invitation.prompt = spoil(invitation.prompt) as Prompt;
}
