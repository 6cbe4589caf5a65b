import { orderlessContract } from '../contract.ts';
import { makePlace } from './contract-place.ts';

orderlessContract('node:sqlite', makePlace);
