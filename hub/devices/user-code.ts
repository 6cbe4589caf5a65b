import { randomInt } from 'node:crypto';

/** No 0/O, no 1/I/L: read aloud over a counter without asking back. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** XXXX-XXXX, 31⁸ possibilities; only an administrator can try one, and it dies in minutes. */
export function newUserCode(): string {
  const letters = Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** As a person types it: small letters, with or without the hyphen, with spaces. */
export function readUserCode(typed: string): string {
  const letters = typed.toUpperCase().replace(/[\s-]/g, '');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}
