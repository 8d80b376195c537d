import { leadingCertificate } from '../../shared/certificates/leading.ts'
import type { TokenView } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Facts } from '../parts/facts.tsx'
import { triesHint } from '../pin/tries.ts'
import { grouped, tokenName } from '../words/format.ts'

/** The token that a page is about, so that nobody changes the wrong one. */
export const TokenLine = ({ token }: { readonly token: TokenView }) => {
  const { words } = useAssistant()
  const holder = token.pairs.flatMap((pair) => leadingCertificate(pair) ?? [])[0]?.holder
  const device = [tokenName(token, words), grouped(token.serial)].filter(Boolean).join(' · ')
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
