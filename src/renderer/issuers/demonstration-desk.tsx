import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { DemonstrationDesk } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Copied } from '../parts/copyable.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Facts } from '../parts/facts.tsx'
import { Note } from '../parts/note.tsx'

/** The operator's desk of a demonstration; null for real authorities, and while it is not known. */
export const useDesk = (issuerId: string): DemonstrationDesk | null => {
  const { client } = useAssistant()
  const { run } = useAction()
  const [desk, setDesk] = useState<DemonstrationDesk | null>(null)
  useEffect(() => {
    let wanted = true
    void run(async () => {
      const found = await client.authority.desk({ issuerId })
      if (wanted) setDesk(found)
    })
    return () => {
      wanted = false
    }
  }, [client, run, issuerId])
  return desk
}

/** Where the codes, payments and reviews of a demonstration are. Beside a real authority there is nothing. */
export const DemonstrationDeskNote = ({ issuerId }: { readonly issuerId: string }) => {
  const { client, words } = useAssistant()
  const say = words.authority
  const desk = useDesk(issuerId)
  const { pending, error, run } = useAction()
  if (desk === null) return null
  return (
    <>
      <Note
        tone="plain"
        title={say.deskTitle}
        actions={
          <Button disabled={pending} onClick={() => void run(() => client.authority.openDesk({ issuerId }))}>
            {say.open}
          </Button>
        }
      >
        <p>{say.deskMeaning}</p>
        {desk.operator && (
          <Facts
            facts={[
              { name: say.operator, value: <Copied text={desk.operator.name} /> },
              { name: say.password, value: <Copied text={desk.operator.password} /> },
            ]}
          />
        )}
      </Note>
      {error && <ErrorNote report={error} />}
    </>
  )
}
