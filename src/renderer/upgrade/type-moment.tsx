import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { CustomerType } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Choices } from '../parts/choices.tsx'
import { Foot } from '../parts/foot.tsx'

type Props = {
  readonly types: readonly CustomerType[]
  readonly chosen: string | null
  readonly choose: (id: string) => void
  readonly aside: ReactNode
  readonly next: () => void
}

/** 客户类型. */
export const TypeMoment = ({ types, chosen, choose, aside, next }: Props) => {
  const { words } = useAssistant()
  const say = words.upgrade.type
  const isOffered = types.some(({ id }) => id === chosen)
  return (
    <>
      <Choices
        legend={say.lead}
        choices={types.map(({ id, name, number }) => ({
          value: id,
          title: name,
          meaning: say.meaning[number],
        }))}
        chosen={isOffered ? chosen : null}
        choose={choose}
        autoFocus
      />
      <Foot aside={aside}>
        <Button type="primary" size="large" disabled={!isOffered} onClick={next}>
          {words.upgrade.next}
        </Button>
      </Foot>
    </>
  )
}
