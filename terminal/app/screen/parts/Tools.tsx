import type { ReactNode } from 'react';
import { say } from '../../words/say.ts';
import type { Event } from '../events.ts';
import type { Presentation } from '../presentation.ts';
import { Press } from './Press.tsx';

export interface ToolsProps {
  presentation: Presentation;
  /** This device can speak. */
  hasVoice: boolean;
  /** This device has keys, and Enter leads to these now: their only sign of it. */
  byEnter?: boolean;
  act: (event: Event) => void;
}

const MARKS = {
  large: (
    <text x="20" y="30" textAnchor="middle" className="tool-letter">
      A<tspan className="tool-letter-small">a</tspan>
    </text>
  ),
  contrast: (
    <>
      <circle cx="20" cy="20" r="14" />
      <path className="tool-fill" d="M20 6A14 14 0 0 1 20 34Z" />
    </>
  ),
  voice: <path d="M7 16V24H13L21 31V9L13 16ZM27 14Q31 20 27 26M31 9Q39 20 31 31" />,
  language: (
    <path d="M20 6A14 14 0 1 0 20 34A14 14 0 1 0 20 6ZM20 6Q11 20 20 34Q29 20 20 6ZM7 15H33M7 25H33" />
  ),
} satisfies Record<string, ReactNode>;

/** Always at the same place, at any time: larger letters, more contrast, voice, language. */
export function Tools({ presentation, hasVoice, byEnter = false, act }: ToolsProps) {
  const toggle = (key: 'large' | 'contrast' | 'voice') => (
    <Press
      className="tool"
      aria-pressed={presentation[key]}
      onPress={() => act({ kind: 'present', change: { [key]: !presentation[key] } })}
    >
      <ToolMark name={key} />
      <span>{say(key)}</span>
    </Press>
  );
  return (
    <nav className="tools" aria-label={say('tools')}>
      {byEnter && <p className="tools-key">{say('keyTools')}</p>}
      {toggle('large')}
      {toggle('contrast')}
      {hasVoice && toggle('voice')}
      <Press className="tool" onPress={() => act({ kind: 'panel', panel: { kind: 'languages' } })}>
        <ToolMark name="language" />
        <span>{say('language')}</span>
      </Press>
    </nav>
  );
}

function ToolMark({ name }: { name: keyof typeof MARKS }) {
  return (
    <svg className="tool-mark" viewBox="0 0 40 40" aria-hidden="true">
      {MARKS[name]}
    </svg>
  );
}
