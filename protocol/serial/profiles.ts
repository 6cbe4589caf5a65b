import { type DriverProfile, DriverProfileSchema } from './profile.ts';
import oneIsBest from './profiles/one-is-best.json' with { type: 'json' };
import open from './profiles/open.json' with { type: 'json' };
import sundynTcp from './profiles/sundyn-tcp.json' with { type: 'json' };
import sundynUdp from './profiles/sundyn-udp.json' with { type: 'json' };
import threeIsBest from './profiles/three-is-best.json' with { type: 'json' };
import zeroIsBest from './profiles/zero-is-best.json' with { type: 'json' };

/** The profiles that come along. A hall adds its own as a file. */
export const BUILT_IN_PROFILES: readonly DriverProfile[] = [
  open,
  oneIsBest,
  threeIsBest,
  zeroIsBest,
  sundynTcp,
  sundynUdp,
].map((profile) => DriverProfileSchema.parse(profile));
