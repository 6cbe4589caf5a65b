import { storeContract } from '../contract.ts';
import { makePlace } from './contract-place.ts';

storeContract('node:sqlite', makePlace, 'cases');
