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

type Current = () => Hall;

/** What every store must do, in parts that can be proved side by side. */
const PARTS = {
  ratings(current: Current) {
    describe('judges a rating:', () => ratingContract(current));
    describe('meets an unreadable rating:', () => unreadableContract(current));
    describe('meets a forged rating:', () => forgeryContract(current));
    describe('matches:', () => matchingContract(current));
    describe('follows sequence numbers:', () => sequenceContract(current));
    describe('takes ratings by other roads:', () => channelContract(current));
  },
  cases(current: Current) {
    describe('takes service records:', () => serviceContract(current));
    describe('follows a case:', () => caseContract(current));
    describe('bundles cases:', () => bundleContract(current));
    describe('defaults by rule:', () => defaultContract(current));
    describe('goes by its rules:', () => ruleContract(current));
    describe('reminds:', () => reminderContract(current));
  },
  parties(current: Current) {
    describe('keeps identities and accounts:', () => identityContract(current));
    describe('enrols terminals:', () => enrolmentContract(current));
    describe('looks after terminals:', () => upkeepContract(current));
    describe('hands on to other parties:', () => outboundContract(current));
    describe('is durable:', () => durabilityContract(current));
  },
  consequences(current: Current) {
    describe('opens and follows work orders:', () => orderContract(current));
    describe('takes appeals:', () => appealContract(current));
    describe('publishes bulletins:', () => bulletinContract(current));
  },
};

/**
 * One part of what every store must do, on any database (architecture §4, 4). Called inside a test
 * file; a store has passed when all parts have.
 */
export function storeContract(name: string, makePlace: MakePlace, part: keyof typeof PARTS): void {
  let hall: Hall;

  describe(`a store on ${name}`, () => {
    beforeEach(async () => {
      hall = await Hall.open(await makePlace());
    });
    afterEach(async () => {
      await hall.store.stop();
      await hall.place.remove();
    });
    PARTS[part](() => hall);
  });
}

/** The same, whatever the order in which things arrive. */
export function orderlessContract(name: string, makePlace: MakePlace): void {
  describe(`a store on ${name}, in any order`, () => permutationContract(makePlace));
}
