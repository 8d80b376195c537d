import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useAssistant } from '../live/use-live.tsx'
import { Foot } from '../parts/foot.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import type { OpenDossier } from './use-dossier.ts'

type Props = { readonly dossier: OpenDossier; readonly aside: ReactNode }

/** 我已知悉: the rules for agencies, before anything is filled in. */
export const KnownMoment = ({ dossier, aside }: Props) => {
  const say = useAssistant().words.identity.known
  return (
    <>
      <h2 className={form.lead}>{say.title}</h2>
      <ol className={form.list}>
        {say.points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ol>
      {dossier.view.purpose === 'agency-change' && <Note tone="soon" title={say.change} />}
      <Foot aside={aside}>
        <Button type="primary" size="large" onClick={dossier.next}>
          {say.start}
        </Button>
      </Foot>
    </>
  )
}
