import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { IssuerView } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Facts } from '../parts/facts.tsx'
import { Foot } from '../parts/foot.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { go } from '../place/use-place.ts'
import type { Known } from './use-upgrade.ts'

type Props = {
  readonly known: Known
  readonly issuer: IssuerView
  readonly aside: ReactNode
  readonly next: () => void
}

/** What the authority has on record. If it is wrong, the person leaves, with the hotline. */
export const DetailsMoment = ({ known, issuer, aside, next }: Props) => {
  const { words } = useAssistant()
  const say = words.upgrade.details
  return (
    <>
      <h2 className={form.lead}>{say.lead}</h2>
      <Facts facts={known.details.map(({ label, value }) => ({ name: label, value }))} />
      <Note
        tone="info"
        title={issuer.hotline ? say.hotline(issuer.hotline) : say.noHotline}
        actions={<Button onClick={() => go({ page: 'upgrades' })}>{words.upgrade.quit}</Button>}
      >
        <p>{say.wrong}</p>
      </Note>
      <Foot aside={aside}>
        <Button type="primary" size="large" onClick={next}>
          {say.right}
        </Button>
      </Foot>
    </>
  )
}
