import {
  type KeyboardEvent,
  type ReactNode,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Press } from '../screen/parts/Press.tsx';
import { CandidateRow } from './CandidateRow.tsx';
import { type Composition, edited, type Key, type Marked, press } from './composition.ts';
import { Keyboard } from './Keyboard.tsx';
import { signsAtHand } from './layouts.ts';
import { pagesOf } from './pages.ts';
import { keyOf } from './physical-keys.ts';
import type { InputMethod } from './port.ts';
import './typing.css';
import { useColumns } from './use-columns.ts';
import { usePinyin } from './use-pinyin.ts';
import { type Language, TYPING_WORDS } from './words.ts';

export interface TextEntryProps {
  value: string;
  onChange: (value: string) => void;
  onDone: () => void;
  onBack: () => void;
  /** Most code points, as the wire allows (SZ-11). */
  limit: number;
  language: Language;
  /** What presses, on the text's last line. */
  notice?: ReactNode;
}

/** Keys' widths that the two for turning pages take. */
const TURNING = 2;

/**
 * Free text by fingers or by a keyboard: what is typed goes nowhere until 完成 is pressed and its
 * owner sends it; what is half typed dies with this component, so with the visit.
 */
export default function TextEntry(props: TextEntryProps) {
  const { value, onChange, onDone, onBack, limit, language, notice } = props;
  const words = TYPING_WORDS[language];
  const area = useRef<HTMLTextAreaElement>(null);
  const caret = useRef<number | null>(null);
  const method: InputMethod<string> | null = usePinyin();
  const [composition, setComposition] = useState<Composition>({
    layout: language === 'en' ? 'latin' : 'pinyin',
    letters: '',
    page: 0,
    isShifted: false,
  });
  const columns = useColumns();
  const isChoosing = composition.letters !== '';
  const meant = useMemo(
    () => method?.candidatesOf(composition.letters) ?? [],
    [method, composition.letters],
  );
  const choices = isChoosing ? meant : words.chips.map((text) => ({ text, used: 0 }));
  const atHand = isChoosing ? 0 : signsAtHand(composition.layout).length;
  const pages = pagesOf(choices, columns - TURNING - atHand);
  const shown = pages[composition.page] ?? [];
  const candidates = isChoosing ? shown.map(({ candidate }) => candidate) : [];

  const onKey = (key: Key) => {
    const pressed = press(composition, key, candidates[0] ?? null);
    setComposition(pressed.composition);
    const after = edited(markedIn(area.current, value), pressed.edit, limit);
    caret.current = after.to;
    if (after.text !== value) onChange(after.text);
    area.current?.focus({ preventScroll: true });
  };
  useLayoutEffect(() => {
    if (caret.current === null) return;
    area.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });
  useLayoutEffect(() => area.current?.focus({ preventScroll: true }), []);

  const onPhysicalKey = (event: KeyboardEvent) => {
    // The keys of the screen below mean levels; here they are letters and digits.
    event.stopPropagation();
    // On a button Enter and the space bar press it; half of what an input method makes is its own.
    if (event.target !== area.current || event.nativeEvent.isComposing) return;
    const key = keyOf(event, composition, candidates);
    if (key === null && event.key === 'Escape') onBack();
    if (key === null) return;
    event.preventDefault();
    onKey(key);
  };
  const count = [...value].length;
  return (
    <fieldset className="typing" data-columns={columns} onKeyDown={onPhysicalKey}>
      <legend className="unseen">{words.text}</legend>
      <div className="typing-head">
        <Press className="button" onPress={onBack}>
          {words.back}
        </Press>
        <div className="typing-text">
          <textarea
            ref={area}
            aria-label={words.text}
            aria-describedby="typing-count"
            placeholder={words.hint}
            inputMode="none"
            value={value}
            onChange={(event) => onChange(within(event.target.value, limit))}
          />
          {notice && <div className="typing-notice">{notice}</div>}
          <p
            id="typing-count"
            className="typing-count digits"
            data-full={count >= limit || undefined}
          >
            <span aria-hidden="true">{`${count}/${limit}`}</span>
            <span className="unseen">{filled(words.count, { count, limit })}</span>
          </p>
        </div>
        <Press
          className="button strong"
          onPress={() => {
            onKey({ kind: 'raw' });
            onDone();
          }}
        >
          {words.done}
        </Press>
      </div>
      <CandidateRow
        words={words}
        composition={composition}
        shown={shown}
        hasMore={composition.page + 1 < pages.length}
        isLoading={method === null}
        onKey={onKey}
      />
      <Keyboard words={words} composition={composition} columns={columns} onKey={onKey} />
    </fieldset>
  );
}

function markedIn(area: HTMLTextAreaElement | null, text: string): Marked {
  const end = text.length;
  return { text, from: area?.selectionStart ?? end, to: area?.selectionEnd ?? end };
}

/** By the platform's own input method, or pasted. */
function within(text: string, limit: number): string {
  return [...text].slice(0, limit).join('');
}

function filled(text: string, values: Record<string, number>): string {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}
