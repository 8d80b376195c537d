import { Button } from 'antd'
import { useLate } from '../live/use-late.ts'
import { useAssistant } from '../live/use-live.tsx'
import { FormFoot } from '../parts/foot.tsx'

type Props = Omit<Parameters<typeof FormFoot>[0], 'aside'> & { readonly cancel: () => void }

/** The end of a form whose work may take long. As soon as a person can notice that, the form offers to cancel. */
export const CancellableFoot = ({ cancel, ...foot }: Props) => {
  const { words } = useAssistant()
  const late = useLate(foot.pending)
  const aside = late && (
    <Button size="large" onClick={cancel}>
      {words.everywhere.cancel}
    </Button>
  )
  return <FormFoot {...foot} aside={aside} />
}
