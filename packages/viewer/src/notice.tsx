import { css } from '@emotion/css';
import { LinkButton } from '@grafana/ui';
import type { ReactNode } from 'react';

interface NoticeProps {
  readonly title: string;
  readonly text: ReactNode;
  readonly link?: { readonly to: string; readonly text: string };
}

const box = css({ maxWidth: 640, margin: '10vh auto', padding: 16, textAlign: 'center' });

/** A page that has nothing to show says why, and where to go instead. */
export function Notice({ title, text, link }: NoticeProps) {
  return (
    <div className={box}>
      <h1>{title}</h1>
      <p>{text}</p>
      {link && <LinkButton href={link.to}>{link.text}</LinkButton>}
    </div>
  );
}
