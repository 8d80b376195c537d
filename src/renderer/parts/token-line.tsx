import type { TokenView } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { deviceName, grouped } from '../words/format.ts'
import { leading } from '../words/pair-status.ts'
import { triesHint } from '../words/tries.ts'
import { Facts } from './facts.tsx'

/** Which token a page is about, so that nobody changes the wrong one. */
export const TokenLine = ({ token }: { readonly token: TokenView }) => {
  const { words } = useAssistant()
  const holder = token.pairs.flatMap((pair) => leading(pair) ?? [])[0]?.holder
  const device = [token.label || deviceName(token, words), grouped(token.serial)].filter(Boolean).join(' · ')
  return (
    <Facts
      facts={[
        ...(holder ? [{ name: words.certificates.holder, value: holder }] : []),
        { name: words.certificates.device, value: device },
        {
          name: words.pin.pin,
          value: token.pin.locked ? words.certificates.pinLocked : triesHint(token, words),
        },
      ]}
    />
  )
}
