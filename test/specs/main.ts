// `npm run specs` writes the generated documents; `--check` only says which are out of date.
import { writeFileSync } from 'node:fs';
import { absolutePath, generatedDocuments, isCurrent } from './documents.ts';

const check = process.argv.includes('--check');
for (const document of await generatedDocuments()) {
  if (isCurrent(document)) continue;
  if (check) {
    process.stderr.write(`${document.path} is out of date; run: npm run specs\n`);
    process.exitCode = 1;
  } else {
    writeFileSync(absolutePath(document), document.text);
    process.stdout.write(`${document.path} written\n`);
  }
}
