import { hashOf, type Place } from '../../shared/places/place.ts'
import { Icon, type IconName } from '../drawings/icon.tsx'
import styles from './tile.module.css'

type TileProps = {
  readonly icon: IconName
  readonly word: string
  readonly meaning: string
  /** Where it leads; null if it is barred, and the meaning says why. */
  readonly place: Place | null
}

/** Something to begin, with what it is for. */
export const Tile = ({ icon, word, meaning, place }: TileProps) => {
  const inside = (
    <>
      <Icon name={icon} size={24} />
      <span>
        <strong>{word}</strong>
        <small>{meaning}</small>
      </span>
    </>
  )
  if (place === null) return <div className={styles.barred}>{inside}</div>
  return (
    <a className={styles.tile} href={hashOf(place)}>
      {inside}
      <Icon name="right" size={16} />
    </a>
  )
}
