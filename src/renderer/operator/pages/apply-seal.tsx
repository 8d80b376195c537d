import { Button } from 'antd'
import { useDesk } from '../desk.tsx'
import { useAct } from '../parts/use-act.ts'

type Props = { readonly serial: string; readonly name: string }

/** Applies for the electronic seal of a certificate's holder. */
export const ApplySeal = ({ serial, name }: Props) => {
  const { words } = useDesk()
  const { busy, run } = useAct()
  const apply = () => void run((client) => client.operator.applySeal({ serial }), words.seals.applied(name))
  return (
    <Button loading={busy} onClick={apply}>
      {words.seals.apply}
    </Button>
  )
}
