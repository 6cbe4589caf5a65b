import { findSocat } from '../../simulator/index.ts';
import { installByApt } from '../apt.ts';

/** Finds socat, which makes the virtual serial ports, or installs it. Throws when neither works. */
export function provideSocat(): void {
  if (findSocat() !== undefined) return;
  const tried = installByApt('socat', ['socat']);
  if (findSocat() !== undefined) return;
  throw new Error(`The stories of serial devices need socat.\n${tried}\nInstall it, please.`);
}
