import { Button, type ButtonProps } from 'antd'
import { useAssistant } from '../live/use-live.tsx'
import { go } from '../place/use-place.ts'

type Props = Pick<ButtonProps, 'size'> & { readonly tokenId: string }

/** A locked PIN always has its way out beside it. */
export const UnlockButton = ({ tokenId, size }: Props) => {
  const { words } = useAssistant()
  return (
    <Button type="primary" onClick={() => go({ page: 'unlock', tokenId })} {...(size ? { size } : {})}>
      {words.pin.goUnlock}
    </Button>
  )
}
