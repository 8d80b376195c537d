import type { ReadableSeal } from '../../shared/models/index.ts'
import { Icon } from '../drawings/icon.tsx'
import { useSealAddress } from '../seals/seal-picture.tsx'
import styles from './sign.module.css'

/** A seal as small as an icon, on white. What it is stands beside it. */
export const SealThumb = ({ seal }: { readonly seal: ReadableSeal }) => {
  const address = useSealAddress(seal.id, seal.picture.kind === 'shown')
  return (
    <span className={styles.thumb}>
      {address ? <img src={address} alt="" /> : <Icon name="seal" size={32} />}
    </span>
  )
}
