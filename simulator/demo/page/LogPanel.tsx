import type { LogLine } from '../wire.ts';
import { Bilingual } from './Bilingual.tsx';
import { timeOfDay } from './time-text.ts';

const PARTIES: Record<LogLine['who'], string> = {
  windowPc: '窗口',
  administrator: '管理员',
  hub: '总站',
  terminal: '终端',
};

/** What the parties did, newest first. */
export function LogPanel({ log }: { log: LogLine[] }) {
  return (
    <section className="panel log" aria-label="经过">
      <h2>
        <Bilingual zh="经过" en="what happened" />
      </h2>
      <ol>
        {log.map((line) => (
          <li key={`${line.at} ${line.en}`}>
            <time>{timeOfDay(line.at)}</time>
            <em>{PARTIES[line.who]}</em>
            <p>
              <Bilingual zh={line.zh} en={line.en} />
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
