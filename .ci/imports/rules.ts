/** Who may import whom. Data only; `judge.ts` applies it and `imports.test.ts` breaks each rule. */
export interface ImportRules {
  /** The first layer that holds a file says what it may import; a file in no layer is a breach. */
  layers: Layer[];
  /** Files that decide and do nothing else (architecture §4, 2). */
  pure: string[];
  /** What a pure file may import besides pure files. Types of ports are facts, not acts. */
  pureMayImport: string[];
  purePackages: string[];
  /** Files that may import what is only known when they run. */
  computedImports: string[];
  /** Where the machine's own clock may be read (architecture §4, 5). */
  clocks: string[];
}

export interface Layer {
  files: string[];
  /** Globs of files of this repository. */
  mayImport: string[];
  /** Package names and `node:*`; absent means any. */
  packages?: string[];
}

/** What a part shows to the simulator and to the tests; everything else in it is its own business. */
const FACES = [
  'protocol/index.ts',
  'hub/index.ts',
  // A real store with a hall in it, for what is proved of it from outside.
  'hub/store/contract/{hall,place}.ts',
  'hub/store/sqlite/contract-place.ts',
  'hub/ledger/what-if.ts',
  'hub/rules/{built-in,working-calendar,pack}.ts',
  'terminal/link/index.ts',
  'terminal/link/outbox-contract.ts',
  'terminal/agent/index.ts',
  'terminal/agent/outbox/index.ts',
  'protocol/serial/index.ts',
  'simulator/index.ts',
];

export const RULES: ImportRules = {
  layers: [
    { files: ['.ci/**', '*.ts'], mayImport: ['.ci/**', '*.ts', 'test/setup/longest-first.ts'] },
    {
      files: ['protocol/**/*.test.ts'],
      mayImport: ['protocol/**'],
      packages: ['vitest', 'fast-check', 'zod'],
    },
    { files: ['protocol/**'], mayImport: ['protocol/**'], packages: ['zod', 'canonicalize'] },
    { files: ['hub/**'], mayImport: ['hub/**', 'protocol/**', 'package.json'] },
    { files: ['terminal/**'], mayImport: ['terminal/**', 'protocol/**', 'package.json'] },
    {
      files: ['simulator/demo/page/**'],
      mayImport: ['simulator/demo/page/**', 'simulator/demo/wire.ts', 'protocol/index.ts'],
    },
    { files: ['simulator/**'], mayImport: ['simulator/**', '.ci/build.ts', ...FACES] },
    { files: ['test/**'], mayImport: ['test/**', '.ci/{build,browser-parts}.ts', ...FACES] },
  ],
  pure: [
    'hub/rules/**',
    'hub/devices/{stage,terminal-settings}.ts',
    'hub/invitations/{deadline,moved-deadline}.ts',
    'hub/invitations/reminder.ts',
    'hub/ratings/judge.ts',
    'hub/ratings/judge-entered.ts',
    'hub/ratings/rating-scope.ts',
    'hub/ratings/tap-time.ts',
    'hub/services/{completion,governed}.ts',
    'hub/services/requirements.ts',
    'hub/privacy/{mask,normalise}.ts',
    'hub/workorders/**',
    'hub/appeals/**',
    'hub/outbound/{delivery,deliveries-of,backoff,circuit,receiver,standing}.ts',
    'hub/outbound/province/{answer,codes,facts,message,profile}.ts',
    'hub/statistics/**',
    'hub/test-mode/marks.ts',
    'hub/disclosure/{bulletin,compile,csv,month,page,source,span,suppress,words}.ts',
    'hub/broker/access.ts',
    'hub/broker/limits.ts',
    'terminal/link/session.ts',
    'terminal/link/session-state.ts',
    'terminal/link/backoff.ts',
    'terminal/app/screen/parts/levels.ts',
    'terminal/app/typing/{composition,layouts,lexicon,pages,physical-keys,pinyin}.ts',
    'terminal/app/voice/{order,phrases}.ts',
    'terminal/app/words/sentences.ts',
    'terminal/linked-rating.ts',
    'terminal/tag-names.ts',
    'terminal/phone/{draft,machine}.ts',
    'terminal/phone/words/words.ts',
    'terminal/app/screen/{asking,chosen,details,events,flow,keys,kiosk,linked,machine}.ts',
    'terminal/app/screen/{home-time,maintenance,opening-hours,phrases,presentation,prompts,state}.ts',
  ],
  pureMayImport: ['protocol/**', '**/port.ts', '**/ports.ts'],
  purePackages: ['zod', 'canonicalize'],
  // A child process that runs the contract on the store it is told of.
  computedImports: ['hub/store/contract/child.ts'],
  clocks: ['**/clock.ts', '**/*.test.ts', '**/*.test.tsx', 'test/**', '.ci/**', '*.ts'],
};
