import { describe, expect, it } from 'vitest'
import { verdictOn } from '../../../../src/main/web-signing/verification.ts'
import { signedMessageToSign, sm2SignDigest, toBase64 } from '../../../../src/pki/index.ts'
import { statementText } from '../../../../src/shared/web-signing/statement.ts'
import { freshParty, freshRoot } from '../../pki/authority.ts'

const root = freshRoot()
const party = freshParty(root, { profile: 'signing', name: '王芳' })
const statement = statementText({
  ...{ origin: 'https://a.example', time: new Date().toISOString(), nonce: 'AAAAAAAAAAAAAAAAAAAAAA==' },
  about: { purpose: 'sign-in' },
})

/** What the assistant thinks of a message whose content is this text. */
const verdictOver = (text: string) => {
  const { digest, finish } = signedMessageToSign({
    content: { content: new TextEncoder().encode(text) },
    ...{ certificate: party.certificate, detached: false, signingTime: null },
  })
  const cms = toBase64(finish(sm2SignDigest(party.keys.privateKey, digest)))
  const authorities = () => ({ trusted: [root.certificate], known: [] })
  return verdictOn({ form: 'cms', cms }, authorities, () => false)
}

describe('a message is a signed statement', () => {
  it('if its content is one, byte for byte', () => {
    expect(verdictOver(statement)).toMatchObject({ verdict: 'valid', origin: 'https://a.example' })
  })

  it('and not if there is anything before or after it, seen or unseen', () => {
    for (const text of [`\ufeff${statement}`, ` ${statement}`, `${statement}\n`, `${statement}\ufeff`])
      expect([text, verdictOver(text)]).toEqual([text, { verdict: 'invalid', because: 'malformed' }])
  })
})
