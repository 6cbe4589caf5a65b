/** Fields whose text is a person's, or opens something: nobody needs them to replay. */
const PERSONAL: ReadonlySet<string> = new Set(['text', 'photoUrl', 'link', 'applicant', 'pinHash']);
/** Fields that name a case. */
const CASES: ReadonlySet<string> = new Set(['caseNo', 'caseNos', 'declarationNo']);

/**
 * Takes what is personal out of messages: texts and links are blanked, staff and case numbers become
 * others, the same ones all through a recording. Pure but for what it has seen before.
 */
export class Masker {
  private readonly aliases = new Map<string, string>();

  /** The same message without it. */
  mask(message: unknown): unknown {
    return this.masked(message, '', '');
  }

  private masked(value: unknown, name: string, within: string): unknown {
    if (Array.isArray(value)) return value.map((one) => this.masked(one, name, within));
    if (typeof value === 'object' && value !== null) {
      if (name === 'applicant') return null;
      return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [key, this.masked(inner, key, name)]),
      );
    }
    if (typeof value !== 'string') return value;
    if (CASES.has(name)) return this.alias('case', value);
    if (name === 'staffNo') return this.alias('S', value);
    if (name === 'name' && within === 'staff') return '某某';
    if (name === 'link' || name === 'photoUrl') return 'https://masked.invalid/';
    return PERSONAL.has(name) ? '*'.repeat([...value].length) : value;
  }

  private alias(kind: string, value: string): string {
    const key = `${kind} ${value}`;
    const known = this.aliases.get(key);
    if (known !== undefined) return known;
    const count = [...this.aliases.keys()].filter((one) => one.startsWith(`${kind} `)).length;
    const alias = `${kind}-${count + 1}`;
    this.aliases.set(key, alias);
    return alias;
  }
}
