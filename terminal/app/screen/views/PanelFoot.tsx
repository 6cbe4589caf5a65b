import type { ReactNode } from 'react';
import { say } from '../../words/say.ts';
import { Press } from '../parts/Press.tsx';
import type { ScreenViewProps } from './view.ts';

/** Back to what a panel lies over, and what else the panel offers. */
export function PanelFoot(props: Pick<ScreenViewProps, 'act'> & { children?: ReactNode }) {
  const { act, children } = props;
  return (
    <footer className="foot">
      <Press className="button" onPress={() => act({ kind: 'panel', panel: null })}>
        {say('back')}
      </Press>
      {children}
    </footer>
  );
}
