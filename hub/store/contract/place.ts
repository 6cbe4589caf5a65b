import type { Clock } from '../../../protocol/index.ts';
import type { Store } from '../port.ts';

/** A place where one kind of store keeps its data, for the contract suite. */
export interface StorePlace {
  /** Opens a store here; after `stop()` or a crash it can be opened again. */
  open(clock: Clock): Promise<Store>;
  /** Says what is wrong with ledger and projections, or null. */
  problem(): Promise<string | null>;
  /** What a child process needs to open the same place: a module exporting `openPlace`, and its argument. */
  child: { module: URL; argument: string };
  remove(): Promise<void>;
}

/** Makes new, empty places. */
export type MakePlace = () => Promise<StorePlace>;
