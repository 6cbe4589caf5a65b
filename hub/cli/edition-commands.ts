import type { EditionRow } from '../store/port.ts';
import type { CliCommand } from './call.ts';
import { EXIT, table } from './io.ts';

/** Apps that terminals may be given. */
export const EDITION_COMMANDS: Record<string, CliCommand> = {
  editions: {
    usage: 'editions',
    meaning: 'Published apps of terminals; give one with "terminal edition NAME"',
    words: 0,
    async run({ hub, show }) {
      const rows = await hub.call<EditionRow[]>('GET', '/api/editions');
      const listed = rows.map((row) => ({
        ...row,
        published: new Date(row.publishedAt).toISOString(),
      }));
      show(rows, table(listed, ['edition', 'published', 'publishedBy', 'files', 'digest']));
      return EXIT.ok;
    },
  },
  publish: {
    usage: 'publish NAME',
    meaning: "Publishes the built app in the folder NAME of the hub's editions folder",
    words: 1,
    async run({ words: [edition = ''], hub, show }) {
      const path = `/api/editions/${encodeURIComponent(edition)}`;
      const published = await hub.call<{ files: number }>('PUT', path);
      show(published, `${edition} is published: ${published.files} files.\n`);
      return EXIT.ok;
    },
  },
};
