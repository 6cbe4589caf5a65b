import { styleText } from 'node:util';

type Colour = Parameters<typeof styleText>[0];
export type Paint = (colour: Colour, text: string) => string;

/** Colours where a person looks: on a terminal, and not where NO_COLOR asks for none. */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  return (colour, text) => styleText(colour, text, { stream });
}
