import type { SigningCertificate } from '../../shared/documents/signing-certificates.ts'
import { hashOf, type Place } from '../../shared/places/place.ts'
import type { Texts } from '../../shared/text/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Choices } from '../parts/choices.tsx'
import { Note } from '../parts/note.tsx'
import { dateOf, deviceName, grouped } from '../words/format.ts'

const nextWord = (place: Place, { documentsPage: { certificates } }: Texts): string => {
  const { next } = certificates
  switch (place.page) {
    case 'renewal':
    case 'unlock':
    case 'issue':
    case 'pin':
      return next[place.page]
    default:
      return next.certificates
  }
}

const Obstacle = ({ obstacle, next }: Pick<SigningCertificate, 'obstacle' | 'next'>) => {
  const { words } = useAssistant()
  const say = words.documentsPage.certificates
  if (obstacle === null) return null
  return (
    <>
      {say.obstacles[obstacle]}
      {next && (
        <>
          {' '}
          <a href={hashOf(next)}>{nextWord(next, words)}</a>
        </>
      )}
    </>
  )
}

const NoCertificate = () => {
  const { words } = useAssistant()
  const say = words.documentsPage.certificates
  return (
    <Note
      tone="soon"
      title={say.none}
      actions={<a href={hashOf({ page: 'issue', tokenId: null })}>{say.issue}</a>}
    >
      <p>{say.noneNext}</p>
    </Note>
  )
}

type Props = {
  readonly certificates: readonly SigningCertificate[]
  readonly chosen: string | null
  readonly choose: (certificateId: string) => void
}

/** The certificates that are here to sign with. One that cannot says why, and leads to what helps. */
export const CertificateChoice = ({ certificates, chosen, choose }: Props) => {
  const { words } = useAssistant()
  const say = words.documentsPage.sign
  if (certificates.length === 0) return <NoCertificate />
  return (
    <Choices
      legend={say.certificate}
      chosen={chosen}
      choose={choose}
      choices={certificates.map(({ view, token, obstacle, next }) => ({
        value: view.id,
        title: view.holder,
        meaning: [deviceName(token, words), grouped(view.serial), say.until(dateOf(view.notAfter))].join(
          ' · ',
        ),
        obstacle: obstacle === null ? undefined : <Obstacle obstacle={obstacle} next={next} />,
      }))}
    />
  )
}
