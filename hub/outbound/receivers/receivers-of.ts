import type { Clock } from '../../../protocol/index.ts';
import { OutboundError } from '../errors.ts';
import type { Identities } from '../ports.ts';
import { loadProfile } from '../province/load-profile.ts';
import type { Profile } from '../province/profile.ts';
import type { Receiver } from '../receiver.ts';
import { HotlineReceiver } from './hotline.ts';
import { ProvinceReceiver } from './province.ts';
import { SmsReceiver } from './sms.ts';

/** The settings that say who is told; null for whom nothing is. */
export interface ReceiverSettings {
  hotlineUrl: string | null;
  hotlineToken: string;
  smsUrl: string | null;
  smsToken: string;
  provinceUrl: string | null;
  provinceProfile: string;
  provinceToken: string;
  provinceAreaCode: string;
}

/** A receiver for each destination that is switched on. Throws `OutboundError` for a bad profile. */
export function receiversOf(
  settings: ReceiverSettings,
  given: {
    clock: Clock;
    identities: Identities;
    timeZone: string;
    linkOf(invitationId: string): string | null;
  },
): Receiver[] {
  const { hotlineUrl, smsUrl, provinceUrl } = settings;
  const { identities, timeZone } = given;
  const now = () => given.clock.now();
  const receivers: Receiver[] = [];
  if (hotlineUrl !== null) {
    receivers.push(new HotlineReceiver({ url: hotlineUrl, token: settings.hotlineToken }));
  }
  if (smsUrl !== null) {
    const token = settings.smsToken;
    receivers.push(
      new SmsReceiver({
        url: smsUrl,
        token,
        timeZone,
        identities,
        now,
        linkOf: given.linkOf,
      }),
    );
  }
  if (provinceUrl !== null) {
    const profile = loadProfile(settings.provinceProfile);
    const areaCode = settings.provinceAreaCode || null;
    requireAreaCode(profile, areaCode);
    const about = { profile, areaCode, url: provinceUrl, token: settings.provinceToken };
    receivers.push(new ProvinceReceiver({ ...about, identities, now }));
  }
  return receivers;
}

/** Otherwise every delivery would be refused for it. */
function requireAreaCode({ name, record, rating }: Profile, areaCode: string | null): void {
  const fields = [...Object.values(record.fields), ...Object.values(rating.fields)];
  const needed = fields.some((one) => 'from' in one && one.from === 'areaCode' && !one.optional);
  if (!needed || areaCode !== null) return;
  throw new OutboundError('badProfile', `Profile ${name} needs --province-area-code.`);
}
