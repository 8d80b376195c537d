import type { ReactNode } from 'react'
import type { Tone } from '../../shared/health/pair-health.ts'
import { Icon, type IconName } from '../drawings/icon.tsx'
import styles from './state-word.module.css'

const icons: Readonly<Record<Tone, IconName>> = {
  good: 'checkCircle',
  soon: 'warning',
  bad: 'problem',
  quiet: 'clock',
}

type Props = { readonly tone: Tone; readonly children: ReactNode; readonly icon?: IconName }

/** A state is shown by its icon and its word. The colour only helps. */
export const StateWord = ({ tone, children, icon }: Props) => (
  <span className={styles.word} data-tone={tone}>
    <Icon name={icon ?? icons[tone]} size={18} />
    <span>{children}</span>
  </span>
)
