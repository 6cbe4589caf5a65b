import { afterEach, beforeEach, describe } from 'vitest';
import { appealContract } from './contract/appeals.ts';
import { bulletinContract } from './contract/bulletins.ts';
import { bundleContract } from './contract/bundles.ts';
import { caseContract } from './contract/cases.ts';
import { channelContract } from './contract/channels.ts';
import { defaultContract } from './contract/defaults.ts';
import { durabilityContract } from './contract/durability.ts';
import { enrolmentContract } from './contract/enrolment.ts';
import { forgeryContract } from './contract/forgery.ts';
import { Hall } from './contract/hall.ts';
import { identityContract } from './contract/identities.ts';
import { matchingContract } from './contract/matching.ts';
import { orderContract } from './contract/orders.ts';
import { outboundContract } from './contract/outbound.ts';
import { permutationContract } from './contract/permutations.ts';
import type { MakePlace } from './contract/place.ts';
import { ratingContract } from './contract/ratings.ts';
import { reminderContract } from './contract/reminders.ts';
import { ruleContract } from './contract/rules.ts';
import { sequenceContract } from './contract/sequence.ts';
import { serviceContract } from './contract/services.ts';
import { unreadableContract } from './contract/unreadable.ts';
import { upkeepContract } from './contract/upkeep.ts';

/** What every store must do, on any database (architecture §4, 4). Called inside a test file. */
export function storeContract(name: string, makePlace: MakePlace): void {
  let hall: Hall;
  const current = () => hall;

  describe(`a store on ${name}`, () => {
    describe('with a hall', () => {
      beforeEach(async () => {
        hall = await Hall.open(await makePlace());
      });
      afterEach(async () => {
        await hall.store.stop();
        await hall.place.remove();
      });
      describe('judges a rating:', () => ratingContract(current));
      describe('meets an unreadable rating:', () => unreadableContract(current));
      describe('matches:', () => matchingContract(current));
      describe('follows sequence numbers:', () => sequenceContract(current));
      describe('takes service records:', () => serviceContract(current));
      describe('follows a case:', () => caseContract(current));
      describe('bundles cases:', () => bundleContract(current));
      describe('defaults by rule:', () => defaultContract(current));
      describe('goes by its rules:', () => ruleContract(current));
      describe('keeps identities and accounts:', () => identityContract(current));
      describe('takes ratings by other roads:', () => channelContract(current));
      describe('reminds:', () => reminderContract(current));
      describe('enrols terminals:', () => enrolmentContract(current));
      describe('looks after terminals:', () => upkeepContract(current));
      describe('meets a forged rating:', () => forgeryContract(current));
      describe('opens and follows work orders:', () => orderContract(current));
      describe('takes appeals:', () => appealContract(current));
      describe('hands on to other parties:', () => outboundContract(current));
      describe('publishes bulletins:', () => bulletinContract(current));
      describe('is durable:', () => durabilityContract(current));
    });
    describe('in any order:', () => permutationContract(makePlace));
  });
}
