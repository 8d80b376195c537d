import { useEffect, useState } from 'react'
import type { ReadableSeal } from '../../shared/models/index.ts'
import { Icon } from '../drawings/icon.tsx'
import { useAssistant } from '../live/use-live.tsx'
import styles from './seals.module.css'

/** The picture's address; null until it is there, or if it cannot be had. */
export const useSealAddress = (sealId: string, wanted: boolean): string | null => {
  const { client } = useAssistant()
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    let gone = false
    if (!wanted) return
    client.seals.picture({ sealId }).then(
      (picture) => {
        if (!gone && picture) setAddress(`data:${picture.mediaType};base64,${picture.base64}`)
      },
      () => {}, // the frame stays empty; what the seal says stands beside it
    )
    return () => {
      gone = true
    }
  }, [client, sealId, wanted])
  return address
}

/** A seal wider than this would push its facts off the card. Then it is shown smaller, and the facts name its size. */
const widest = 50

/** The seal as it stands on paper: in its real size, on white. */
export const SealPicture = ({ seal }: { readonly seal: ReadableSeal }) => {
  const { words } = useAssistant()
  const { picture } = seal
  const address = useSealAddress(seal.id, picture.kind === 'shown')
  if (picture.kind === 'named')
    return (
      <div className={styles.named}>
        <Icon name="info" size={18} />
        {words.seals.notShown(picture.format)}
      </div>
    )
  const scale = Math.min(1, widest / Math.max(picture.width, picture.height))
  const size = { width: `${picture.width * scale}mm`, height: `${picture.height * scale}mm` }
  return (
    <div className={styles.paper}>
      {address ? (
        <img className={styles.picture} style={size} src={address} alt={words.seals.picture(seal.name)} />
      ) : (
        <div style={size} />
      )}
    </div>
  )
}
