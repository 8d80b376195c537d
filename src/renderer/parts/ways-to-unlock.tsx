import type { TokenView } from '../../shared/models/index.ts'
import { UnlockButton } from '../unlock/unlock-button.tsx'
import { SoftWaysBack } from './soft-ways-back.tsx'

/** A locked PIN always has its ways out beside it: unlocking, and for a soft certificate the ways without unlocking. */
export const WaysToUnlock = ({ token }: { readonly token: TokenView }) => {
  if (token.kind === 'ukey') return <UnlockButton tokenId={token.id} />
  return (
    <>
      {token.capabilities.includes('unlock-with-secret') && <UnlockButton tokenId={token.id} />}
      <SoftWaysBack />
    </>
  )
}
